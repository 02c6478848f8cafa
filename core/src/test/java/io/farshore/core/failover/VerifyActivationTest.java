package io.farshore.core.failover;

import static io.farshore.core.failover.Given.ORDERS;
import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.P2;
import static io.farshore.core.failover.Given.T0;
import static io.farshore.core.failover.Given.X;
import static io.farshore.core.failover.Given.Y;
import static io.farshore.core.failover.Given.active;
import static io.farshore.core.failover.Given.fencing;
import static io.farshore.core.failover.Given.id;
import static io.farshore.core.failover.Given.writing;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.failover.VerifyActivation.Result;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.Shard;
import io.farshore.core.testing.InMemoryCheckpointTable;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Verify:")
class VerifyActivationTest {

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final InMemoryEpochTable table = new InMemoryEpochTable(Y, loop);
  private final InMemoryCheckpointTable checkpoints = new InMemoryCheckpointTable(Y, loop);
  private final InMemoryStream stream = new InMemoryStream(ORDERS, Y, 2, loop);

  @BeforeEach
  void activate() {
    table.put(ORDERS, active(1, X, T0));
    table.put(ORDERS, fencing(2, Y, T0));
    ActivateEpoch activation =
        new ActivateEpoch(table, new OpenEpoch(stream, loop, Duration.ofSeconds(3), 1), loop);
    loop.await(() -> activation.activate(ORDERS, id(2, Y), Map.of()));
  }

  private Result look(boolean producersReport) {
    return loop.await(
        () ->
            new VerifyActivation(
                    table, checkpoints, stream, loop, Duration.ofSeconds(5), producersReport)
                .look(id(2, Y)));
  }

  private void reported(ProducerReport report) {
    loop.await(() -> checkpoints.report(ORDERS, report).thenApply(ignored -> true));
  }

  private void heartbeat(long epoch) {
    Shard shard = stream.shardsNow().get(1);
    stream.append(
        FarshoreRecords.heartbeat(
            new Heartbeat(P1, Watermark.START, epoch, shard.id(), T0), shard));
  }

  private void change() {
    byte[] change = "{\"key\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    stream.append(OutgoingRecord.of("a", ByteBuffer.wrap(change)));
  }

  @Test
  void aProducerAndItsHeartbeatVerifyIt() {
    reported(writing(P1, id(2, Y), T0));
    heartbeat(2);
    assertThat(look(true)).isEqualTo(new Result.Verified(1, VirtualEventLoop.START));
  }

  @Test
  void itsMarkersAloneAreNoRecords() {
    reported(writing(P1, id(2, Y), T0));
    assertThat(look(true)).isInstanceOf(Result.Waiting.class);
  }

  @Test
  void everyLiveProducerIsWaitedFor() {
    reported(writing(P1, id(2, Y), T0));
    reported(writing(P2, id(1, X), T0));
    heartbeat(2);
    assertThat(look(true)).isInstanceOf(Result.Waiting.class);
    loop.advance(Duration.ofSeconds(6));
    reported(writing(P1, id(2, Y), loop.wallTime()));
    assertThat(look(true)).isInstanceOf(Result.Verified.class);
  }

  @Test
  void withoutAnyProducerItWaits() {
    change();
    assertThat(look(true)).isInstanceOf(Result.Waiting.class);
  }

  @Test
  void foreignProducersAreVerifiedByTheirRecordsAlone() {
    assertThat(look(false)).isInstanceOf(Result.Waiting.class);
    change();
    assertThat(look(false)).isInstanceOf(Result.Verified.class);
  }

  @Test
  void aLaterEpochSupersedesItWhetherInForceHereOrFollowed() {
    reported(writing(P1, id(4, X), T0));
    assertThat(look(true)).isEqualTo(new Result.Superseded(id(4, X)));
    table.put(ORDERS, fencing(3, X, T0));
    assertThat(look(true)).isEqualTo(new Result.Superseded(id(3, X)));
  }

  @Test
  @DisplayName("every marked shard split before the first record: the producers' word counts")
  void recordsInShardsBornAfterTheMarkersAreTheProducersWord() {
    reported(Given.acknowledged(P1, id(2, Y), T0, 3));
    assertThat(look(true)).isInstanceOf(Result.Waiting.class);
    stream.shardsNow().forEach(shard -> stream.split(shard.id()));
    assertThat(look(true)).isInstanceOf(Result.Verified.class);
    reported(Given.acknowledged(P1, id(2, Y), T0, 0));
    assertThat(look(true)).isInstanceOf(Result.Waiting.class);
  }
}
