package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The classes of one jar. They see the JDK, Lambda's handler interfaces and each other, and nothing
 * of the lab; statics are shared by the functions of one Region that use the same jar.
 *
 * <p>The class loader is never closed: threads that a handler started end some time after their
 * environment, and load classes until then. It goes when the last of them has gone.
 */
final class FunctionCode {

  private static final String INTERFACES = "com.amazonaws.services.lambda.runtime";
  private static final String RUNTIME = INTERFACES + ".LambdaRuntime";

  private final URLClassLoader loader;

  /**
   * Opens the jar.
   *
   * @param code a jar, or a folder of classes
   * @throws IllegalArgumentException when it is not there
   */
  FunctionCode(Path code) {
    if (!Files.exists(code)) {
      throw new IllegalArgumentException("The code " + code + " is not there: build it first");
    }
    try {
      loader = new URLClassLoader(new URL[] {code.toUri().toURL()}, new HandlerInterfaces());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("The code " + code + " is no file", e);
    }
    logThroughEnvironments();
  }

  ClassLoader loader() {
    return loader;
  }

  /** Makes {@code LambdaRuntime.getLogger()} log to the environment that the thread belongs to. */
  private void logThroughEnvironments() {
    try {
      Field logger = loader.loadClass(RUNTIME).getDeclaredField("logger");
      logger.setAccessible(true);
      logger.set(null, (LambdaLogger) new CurrentLog());
    } catch (ClassNotFoundException ignored) {
      // A jar without LambdaRuntime cannot log through it.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot attach to LambdaRuntime of the function's jar", e);
    }
  }

  /** The JDK and the interfaces by which Lambda and a handler talk. */
  private static final class HandlerInterfaces extends ClassLoader {
    HandlerInterfaces() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String itsPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      boolean shared = itsPackage.equals(INTERFACES) || itsPackage.equals(INTERFACES + ".logging");
      if (!shared || name.startsWith(RUNTIME)) {
        throw new ClassNotFoundException(name);
      }
      return RequestHandler.class.getClassLoader().loadClass(name);
    }
  }
}
