package io.farshore.command.bench.replicate;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.farshore.command.bench.handler.FunctionProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder to deploy: the functions' jar, and the measurement's own handlers beside it. */
final class HandlerCode {

  private final Path folder;

  private HandlerCode(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes it.
   *
   * @param home where the functions were built
   */
  static HandlerCode in(Path folder, Path home) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Path jar = home.toAbsolutePath().resolve("functions/target/farshore-functions.jar");
    Files.createSymbolicLink(lib.resolve("farshore-functions.jar"), jar);
    String path = FunctionProcess.class.getPackageName().replace('.', '/');
    Path from = origin(FunctionProcess.class).resolve(path);
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
            List.of(folder, folder.resolve("lib/farshore-functions.jar")).stream(),
            Stream.of(RequestStreamHandler.class).map(HandlerCode::origin))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
