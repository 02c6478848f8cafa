package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.Map;

/** A handler instance as Lambda sees it: bytes in, bytes out. */
final class Handler {

  private final Object instance;
  private final Call call;

  private Handler(Object instance, Call call) {
    this.instance = instance;
    this.call = call;
  }

  /**
   * Makes an instance, with the environment when the class takes one.
   *
   * @throws Throwable what the handler's constructor threw, or why it cannot be called
   */
  static Handler create(ClassLoader loader, String handler, Map<String, String> environment)
      throws Throwable {
    String[] parts = handler.split("::", 2);
    if (parts.length == 2 && !parts[1].equals("handleRequest")) {
      throw new NoSuchMethodException(
          "The lab calls handleRequest of RequestHandler and RequestStreamHandler, not " + handler);
    }
    Class<?> type = Class.forName(parts[0], true, loader);
    Object instance = instantiate(type, environment);
    if (instance instanceof RequestStreamHandler streams) {
      return new Handler(instance, streaming(streams));
    }
    if (instance instanceof RequestHandler<?, ?> typed) {
      return new Handler(instance, typed(loader, typed));
    }
    throw new ClassCastException(
        parts[0] + " is neither a RequestHandler nor a RequestStreamHandler");
  }

  byte[] handle(byte[] event, Context context) throws Exception {
    return call.handle(event, context);
  }

  /** The object of the handler's class. */
  Object instance() {
    return instance;
  }

  private static Object instantiate(Class<?> type, Map<String, String> environment)
      throws Throwable {
    try {
      for (Constructor<?> constructor : type.getConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Map.class) {
          return constructor.newInstance(environment);
        }
      }
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Call streaming(RequestStreamHandler handler) {
    return (event, context) -> {
      var output = new ByteArrayOutputStream();
      handler.handleRequest(new ByteArrayInputStream(event), output, context);
      return output.toByteArray();
    };
  }

  private static Call typed(ClassLoader loader, RequestHandler<?, ?> handler) {
    Type[] types = HandlerTypes.of(handler.getClass());
    PojoSerializer<Object> reader = serializer(types[0], loader);
    @SuppressWarnings("unchecked")
    RequestHandler<Object, Object> unchecked = (RequestHandler<Object, Object>) handler;
    return (event, context) -> {
      Object input = reader.fromJson(new ByteArrayInputStream(event));
      Object answer = unchecked.handleRequest(input, context);
      var output = new ByteArrayOutputStream();
      if (answer == null) {
        output.writeBytes("null".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      } else {
        Type type = types[1] == Object.class ? answer.getClass() : types[1];
        serializer(type, loader).toJson(answer, output);
      }
      return output.toByteArray();
    };
  }

  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type, ClassLoader loader) {
    if (type instanceof Class<?> known
        && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
      return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(known, loader);
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  private interface Call {
    byte[] handle(byte[] event, Context context) throws IOException;
  }
}
