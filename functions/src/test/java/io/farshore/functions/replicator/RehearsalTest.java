package io.farshore.functions.replicator;

import static io.farshore.functions.replicator.PathInMemory.ORDERS;
import static io.farshore.functions.replicator.PathInMemory.X;
import static io.farshore.functions.replicator.PathInMemory.Y;
import static io.farshore.functions.replicator.PathInMemory.epoch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.epoch.Phase;
import io.farshore.core.lease.Fenced;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private final PathInMemory path = new PathInMemory(1);
  private final Rehearsal rehearsal =
      new Rehearsal(PathInMemory.configuration(Map.of()), path.loop);
  private final List<Long> seeds = new ArrayList<>();

  @BeforeEach
  void xIsActive() {
    path.active(X);
  }

  @AfterEach
  void close() {
    path.close();
  }

  private KinesisReplicator replicator() {
    return path.replicator(
        Map.of(),
        seed -> {
          seeds.add(seed);
          return new SplittableRandom(seed);
        });
  }

  private void handle(KinesisReplicator replicator, Context context) throws IOException {
    byte[] event =
        Files.readAllBytes(
            Path.of(System.getProperty("farshore.root"), "events", "kinesis-batch.json"));
    replicator.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
  }

  @Test
  @DisplayName("A rehearsal goes all the way: both records are copied, and nothing fails")
  void goes_all_the_way() {
    assertThat(rehearsal.copy(ORDERS)).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  @DisplayName("A rehearsal writes to no stream and to no table")
  void writes_nothing() {
    rehearsal.of(ORDERS, stream -> path.ports).forEach(Runnable::run);

    assertThat(path.target.records()).isEmpty();
    assertThat(path.checkpointsY.now(ORDERS, X)).isEmpty();
  }

  @Test
  @DisplayName("A lease of before the snapshot is not there after it: a fence meanwhile is seen")
  void carries_no_lease() throws IOException {
    KinesisReplicator replicator = replicator();
    handle(replicator, new RecordedContext());
    int before = path.target.records().size();
    rehearsal.of(ORDERS, stream -> path.ports).forEach(Runnable::run);
    path.epochsY.put(ORDERS, epoch(2, Y, Phase.FENCING));

    assertThatThrownBy(() -> handle(replicator, new RecordedContext())).isInstanceOf(Fenced.class);
    assertThat(path.target.records()).hasSize(before);
  }

  @Test
  @DisplayName("Random numbers begin with the first invocation, from what is its alone")
  void draws_nothing_before_the_first_invocation() throws IOException {
    KinesisReplicator replicator = replicator();
    rehearsal.of(ORDERS, stream -> path.ports).forEach(Runnable::run);

    assertThat(seeds).isEmpty();

    handle(replicator, new RecordedContext());
    handle(replicator(), new NoInvocation());
    assertThat(seeds.get(0) >>> Integer.SIZE).isNotEqualTo(seeds.get(1) >>> Integer.SIZE);
  }
}
