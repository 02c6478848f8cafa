package io.farshore.command.bench.coldstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way to start a function.
 *
 * @param work what it is asked for
 * @param javaHome of the JDK
 * @param flags of the JVM, beside Lambda's
 * @param snapshot how it starts, where from a snapshot
 */
record Way(Work work, Path javaHome, Flags flags, Optional<Snapshot> snapshot) {

  /** What the function is asked for. */
  enum Work {
    ANSWER("replicator, an empty batch"),
    COPY("replicator, one record copied"),
    LOOK("CheckpointReader, a step that reads");

    private final String words;

    Work(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }

    String handler() {
      return this == LOOK
          ? "io.farshore.functions.checkpoint.CheckpointReader"
          : "io.farshore.functions.replicator.KinesisReplicator";
    }
  }

  /** Flags of the JVM. */
  enum Flags {
    /** Java 17 to 25 of Lambda stop at the first compiler, unless there is a snapshot. */
    LAMBDA("Lambda's: -XX:TieredStopAtLevel=1", List.of("-XX:TieredStopAtLevel=1")),
    PLAIN("none", List.of()),
    ARCHIVE("-XX:SharedArchiveFile", List.of("-XX:TieredStopAtLevel=1"));

    private final String words;
    private final List<String> options;

    Flags(String words, List<String> options) {
      this.words = words;
      this.options = options;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Whether the function rehearses before the snapshot. */
  enum Snapshot {
    PRIMED,
    UNPRIMED
  }

  /** The options of the JVM; {@code archive} is that of the JDK's classes and the function's. */
  List<String> options(Path archive) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx512m"));
    options.addAll(flags.options);
    if (flags == Flags.ARCHIVE) {
      options.add("-XX:SharedArchiveFile=" + archive);
    }
    if (snapshot.equals(Optional.of(Snapshot.PRIMED))) {
      // Lambda's runtime sets it: the hooks are its own.
      options.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    }
    return options;
  }
}
