package io.farshore.command.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.command.bench.coldstart.Way.Flags;
import io.farshore.command.bench.coldstart.Way.Snapshot;
import io.farshore.command.bench.coldstart.Way.Work;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The deployed jar, in processes of its own; nothing answers its calls. */
class FunctionProcessTest {

  private static final Path JAR =
      Path.of(System.getProperty("farshore.home"), "functions/target/farshore-functions.jar");
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final byte[] NO_RECORDS = "{\"Records\":[]}".getBytes(StandardCharsets.US_ASCII);

  private final FunctionProcess process =
      new FunctionProcess(
          JAR,
          JAR.resolveSibling("no.jsa"),
          Map.of(
              "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
              "AWS_REGION", "us-east-1",
              "PEER_REGION", "us-east-2",
              "STREAM_NAME", "orders",
              "AWS_ACCESS_KEY_ID", "nobody",
              "AWS_SECRET_ACCESS_KEY", "nothing"),
          System::nanoTime);

  private static Way way(Flags flags, Snapshot snapshot) {
    return new Way(Work.ANSWER, JDK, flags, Optional.ofNullable(snapshot));
  }

  @Test
  @DisplayName("The runtime interface client starts the jar, which answers")
  void answers() throws Exception {
    Start start = process.start(way(Flags.LAMBDA, null), NO_RECORDS, NO_RECORDS);

    assertThat(start.init()).isPositive().isLessThan(start.first());
    assertThat(start.second()).isPositive();
  }

  @Test
  @DisplayName("Before a snapshot the replicator's rehearsal loads what a first batch would")
  void rehearses_before_a_snapshot() throws Exception {
    Start primed = process.start(way(Flags.PLAIN, Snapshot.PRIMED), NO_RECORDS, NO_RECORDS);
    Start unprimed = process.start(way(Flags.PLAIN, Snapshot.UNPRIMED), NO_RECORDS, NO_RECORDS);

    assertThat(primed.classes()).isGreaterThan(unprimed.classes() + 1_000);
  }

  @Test
  @DisplayName("A function that fails is no measurement")
  void fails_with_the_function() {
    byte[] noEvent = "[]".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> process.start(way(Flags.LAMBDA, null), noEvent, noEvent))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UnusableEvent");
  }
}
