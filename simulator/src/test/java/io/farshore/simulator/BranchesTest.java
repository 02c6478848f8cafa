package io.farshore.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.replication.Replicator;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The branches that runs must reach:")
class BranchesTest {

  /** The replicator stops its writer only where it gives up the batch itself. */
  private static final Set<String> NOT_OF_A_BATCH = Set.of("WriterStopped");

  @Test
  @DisplayName("each way in which the copy of a batch fails is one of them")
  void failuresOfABatch() throws Exception {
    Set<String> demanded = Branches.demanded();
    Set<String> missing = new TreeSet<>();
    for (String where : Set.of("replication", "lease", "write", "checkpoint")) {
      for (Class<?> found : classes("io/farshore/core/" + where)) {
        boolean fails = RuntimeException.class.isAssignableFrom(found);
        if (fails && !demanded.contains("batch " + found.getSimpleName())) {
          missing.add(found.getSimpleName());
        }
      }
    }
    assertThat(missing).isSubsetOf(NOT_OF_A_BATCH);
    assertThat(Branches.FAILURES_OF_A_BATCH).hasSizeGreaterThan(10);
  }

  private static Set<Class<?>> classes(String folder) throws Exception {
    Path code =
        Path.of(Replicator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(code)) {
      return classesIn(code.resolve(folder), folder);
    }
    try (FileSystem jar = FileSystems.newFileSystem(code)) {
      return classesIn(jar.getPath(folder), folder);
    }
  }

  private static Set<Class<?>> classesIn(Path found, String folder)
      throws IOException, ClassNotFoundException {
    Set<Class<?>> classes = new java.util.LinkedHashSet<>();
    try (Stream<Path> files = Files.list(found)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.startsWith("package-info")) {
          String type = (folder + "/" + name).replace(".class", "").replace('/', '.');
          classes.add(Class.forName(type, false, Replicator.class.getClassLoader()));
        }
      }
    }
    assertThat(classes).isNotEmpty();
    return classes;
  }
}
