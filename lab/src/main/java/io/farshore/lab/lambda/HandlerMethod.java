package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * A handler that is any public method of any class: it takes an input, the context, both, or
 * nothing.
 */
final class HandlerMethod {

  private final Method method;

  private HandlerMethod(Method method) {
    this.method = method;
  }

  /**
   * The method of that name; of several the one that takes most.
   *
   * @throws NoSuchMethodException when there is none that could be called
   */
  static HandlerMethod find(Class<?> type, String name) throws NoSuchMethodException {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isBridge() && fits(method))
        .max(Comparator.comparingInt(Method::getParameterCount))
        .map(HandlerMethod::new)
        .orElseThrow(
            () ->
                new NoSuchMethodException(
                    "No public method named "
                        + name
                        + " with appropriate method signature found on class "
                        + type.getName()));
  }

  private static boolean fits(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length <= 1 || parameters.length == 2 && parameters[1] == Context.class;
  }

  /** What the event is made; empty when the method does not take it. */
  Optional<Type> input() {
    Type[] parameters = method.getGenericParameterTypes();
    return parameters.length == 0 || parameters[0] == Context.class
        ? Optional.empty()
        : Optional.of(parameters[0]);
  }

  /** What it declares to answer. */
  Type output() {
    return method.getGenericReturnType();
  }

  Object call(Object instance, Object input, Context context) throws Exception {
    Object[] all = input().isPresent() ? new Object[] {input, context} : new Object[] {context};
    try {
      return method.invoke(instance, Arrays.copyOf(all, method.getParameterCount()));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
