package io.farshore.core.failover;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tests of a failover begin with: X was active, Y is the target. */
final class Given {

  static final Region X = new Region("us-east-1");
  static final Region Y = new Region("us-east-2");
  static final StreamName ORDERS = new StreamName("orders");
  static final ProducerId P1 = new ProducerId("p1");
  static final ProducerId P2 = new ProducerId("p2");
  static final String SHARD = "shardId-000000000000";
  static final String OTHER_SHARD = "shardId-000000000001";
  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private Given() {}

  static Instant at(long second) {
    return T0.plusSeconds(second);
  }

  static EpochId id(long number, Region region) {
    return new EpochId(number, region);
  }

  static Epoch active(long number, Region region, Instant since) {
    return epoch(number, region, Phase.ACTIVE, since, false);
  }

  static Epoch fencing(long number, Region region, Instant since) {
    return epoch(number, region, Phase.FENCING, since, false);
  }

  static Epoch draining(long number, Region region, Instant deadline) {
    return Epoch.draining(id(number, region), "a test", Optional.empty(), T0, deadline);
  }

  static Epoch epoch(long number, Region region, Phase phase, Instant since, boolean drained) {
    return new Epoch(
        id(number, region),
        phase,
        phase == Phase.ACTIVE
            ? Map.of(SHARD, new NamedShard.Open(SequenceNumber.of("1"), List.of()))
            : Map.of(),
        Map.of(),
        "a test",
        Optional.empty(),
        since,
        phase.isInForce() ? Optional.of(since) : Optional.empty(),
        phase == Phase.ACTIVE ? Optional.of(since) : Optional.empty(),
        Optional.empty(),
        drained);
  }

  static ProducerReport report(
      ProducerId producer, EpochId epoch, ProducerPhase phase, Watermark low, Instant at) {
    return new ProducerReport(
        producer, epoch, phase, low, Watermark.START, at, Set.of(X, Y), 100, Optional.of(at));
  }

  static ProducerReport writing(ProducerId producer, EpochId epoch, Instant at) {
    return report(producer, epoch, ProducerPhase.WRITING, Watermark.START, at);
  }

  static ProducerReport stoppedFor(
      ProducerId producer, EpochId followed, EpochId heard, Instant at) {
    return new ProducerReport(
        producer,
        followed,
        ProducerPhase.PAUSED,
        Watermark.START,
        Watermark.START,
        at,
        Set.of(X, Y),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of(heard));
  }

  static ProducerReport acknowledged(
      ProducerId producer, EpochId epoch, Instant at, long acknowledged) {
    return new ProducerReport(
        producer,
        epoch,
        ProducerPhase.WRITING,
        Watermark.START,
        Watermark.START,
        at,
        Set.of(X, Y),
        acknowledged,
        acknowledged == 0 ? Optional.empty() : Optional.of(at));
  }

  static ShardCheckpoint checkpoint(
      String shardId, long epoch, Map<ProducerId, TakenWatermark> watermarks, Instant arrived) {
    return new ShardCheckpoint(
        shardId,
        epoch,
        Optional.of(SequenceNumber.of("5")),
        Optional.empty(),
        watermarks,
        arrived,
        Optional.of(arrived),
        List.of(),
        false);
  }

  static FailoverRequest byHand(Mode mode) {
    return new FailoverRequest(ORDERS, Y, mode, false, Map.of(), Optional.empty(), Trigger.BY_HAND);
  }

  static FailoverRequest byAlarm() {
    return new FailoverRequest(
        ORDERS,
        Y,
        Mode.FAILOVER,
        false,
        Map.of(),
        Optional.empty(),
        new Trigger(Trigger.Kind.ALARM, Optional.of("an alarm"), Optional.empty()));
  }
}
