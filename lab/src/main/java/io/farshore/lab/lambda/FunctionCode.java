package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The classes of one package. They see the JDK, Lambda's handler interfaces and each other, and
 * nothing of the lab; statics are shared by the functions of one Region that use the same local
 * file, and by nobody else of an uploaded one.
 *
 * <p>The class loader is never closed: threads that a handler started end some time after their
 * environment, and load classes until then. It goes when the last of them has gone.
 */
final class FunctionCode {

  private static final String INTERFACES = "com.amazonaws.services.lambda.runtime";
  private static final String RUNTIME = INTERFACES + ".LambdaRuntime";

  private final URLClassLoader loader;

  /** Opens a package. */
  FunctionCode(FunctionPackage code) {
    URL[] path = code.classPath().stream().map(FunctionCode::url).toArray(URL[]::new);
    loader = new URLClassLoader(path, new HandlerInterfaces());
    logThroughEnvironments();
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("The code " + file + " is no file", e);
    }
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
