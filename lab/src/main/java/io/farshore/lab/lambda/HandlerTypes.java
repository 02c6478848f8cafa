package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** What a handler class put for {@code I} and {@code O} of {@link RequestHandler}. */
final class HandlerTypes {

  private HandlerTypes() {}

  /** Input and output type; {@code Object} where the class does not say. */
  static Type[] of(Class<?> handler) {
    Type[] found = find(handler, Map.of());
    return found == null ? new Type[] {Object.class, Object.class} : found;
  }

  private static Type[] find(Type type, Map<TypeVariable<?>, Type> bindings) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments().clone();
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = arguments[i] instanceof TypeVariable<?> v ? bind(v, bindings) : arguments[i];
      }
      if (raw == RequestHandler.class) {
        return arguments;
      }
      Map<TypeVariable<?>, Type> inner = new HashMap<>();
      for (int i = 0; i < arguments.length; i++) {
        inner.put(raw.getTypeParameters()[i], arguments[i]);
      }
      return findAbove(raw, inner);
    }
    return type instanceof Class<?> raw ? findAbove(raw, bindings) : null;
  }

  private static Type bind(TypeVariable<?> variable, Map<TypeVariable<?>, Type> bindings) {
    return bindings.getOrDefault(variable, Object.class);
  }

  private static Type[] findAbove(Class<?> type, Map<TypeVariable<?>, Type> bindings) {
    for (Type face : type.getGenericInterfaces()) {
      Type[] found = find(face, bindings);
      if (found != null) {
        return found;
      }
    }
    return type.getGenericSuperclass() == null ? null : find(type.getGenericSuperclass(), bindings);
  }
}
