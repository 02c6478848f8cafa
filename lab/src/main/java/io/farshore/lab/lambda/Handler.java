package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
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
    Class<?> type = load(loader, parts[0]);
    Object instance = instantiate(type, environment);
    boolean own = parts.length == 2 && !parts[1].equals("handleRequest");
    if (!own && instance instanceof RequestStreamHandler streams) {
      return new Handler(instance, streaming(streams));
    }
    if (!own && instance instanceof RequestHandler<?, ?> typed) {
      return new Handler(instance, typed(loader, typed));
    }
    if (parts.length == 1) {
      throw new ClassCastException(
          parts[0] + " is neither a RequestHandler nor a RequestStreamHandler");
    }
    HandlerMethod method = HandlerMethod.find(type, parts[1]);
    return new Handler(instance, (event, context) -> reflective(method, instance, event, context));
  }

  private static Class<?> load(ClassLoader loader, String name) throws ClassNotFoundException {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new ClassNotFoundException("Class not found: " + name);
    }
  }

  private static byte[] reflective(
      HandlerMethod method, Object instance, byte[] event, Context context) throws Exception {
    ClassLoader loader = instance.getClass().getClassLoader();
    Object input =
        method.input().isPresent()
            ? serializer(method.input().get(), loader).fromJson(new ByteArrayInputStream(event))
            : null;
    return json(method.call(instance, input, context), method.output(), loader);
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
      return json(unchecked.handleRequest(input, context), types[1], loader);
    };
  }

  private static byte[] json(Object answer, Type declared, ClassLoader loader) {
    if (answer == null) {
      return "null".getBytes(StandardCharsets.US_ASCII);
    }
    var output = new ByteArrayOutputStream();
    Type type = declared == Object.class ? answer.getClass() : declared;
    serializer(type, loader).toJson(answer, output);
    return output.toByteArray();
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
    byte[] handle(byte[] event, Context context) throws Exception;
  }
}
