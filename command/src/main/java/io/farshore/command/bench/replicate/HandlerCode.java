package io.farshore.command.bench.replicate;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.farshore.command.bench.ClassOrigin;
import io.farshore.command.bench.handler.FunctionProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder to deploy: jars, and the measurement's own handlers beside them. */
final class HandlerCode {

  private final Path folder;

  private HandlerCode(Path folder) {
    this.folder = folder;
  }

  /**
   * Farshore's functions, and the measurement's handlers.
   *
   * @param home where the functions were built
   */
  static HandlerCode farshore(Path folder, Path home) throws IOException {
    Path jar = home.toAbsolutePath().resolve("functions/target/farshore-functions.jar");
    return with(folder, List.of(jar));
  }

  /** The measurement's handlers with all of the SDK: Farshore's own jar has but what it calls. */
  static HandlerCode ofItsOwn(Path folder) throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return with(
        folder,
        Stream.of(path.split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .filter(jar -> !jar.getFileName().toString().startsWith("farshore-"))
            .toList());
  }

  private static HandlerCode with(Path folder, List<Path> jars) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (Path jar : jars) {
      Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar.toAbsolutePath());
    }
    String path = FunctionProcess.class.getPackageName().replace('.', '/');
    Path from = ClassOrigin.of(FunctionProcess.class).resolve(path);
    Path to = Files.createDirectories(folder.resolve(path));
    try (Stream<Path> classes = Files.list(from)) {
      for (Path file : classes.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
    return new HandlerCode(folder);
  }

  Path folder() {
    return folder;
  }

  /** What a process of its own needs: the code, and the interfaces that Lambda's runtime brings. */
  String classPath() {
    return Stream.concat(
            Stream.of(folder.toString(), folder.resolve("lib") + File.separator + "*"),
            Stream.of(ClassOrigin.of(RequestStreamHandler.class).toString()))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
