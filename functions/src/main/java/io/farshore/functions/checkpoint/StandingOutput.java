package io.farshore.functions.checkpoint;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.failover.ProducerStanding;
import io.farshore.core.failover.ShardLag;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.ProducerId;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.ResumePoint;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of the data is in this Region.
 *
 * @param stream the stream
 * @param region this Region
 * @param epoch the epoch that it was read over; null when none is known here
 * @param resumeFrom where each producer would resume: W, or lower by hand
 * @param producers each one's standing
 * @param exposure what was acknowledged and is not known to be here
 * @param lag by shard
 * @param readAt when
 */
public record StandingOutput(
    String stream,
    String region,
    EpochRef epoch,
    Map<String, ResumePoint> resumeFrom,
    List<Producer> producers,
    Exposure exposure,
    Lag lag,
    String readAt) {

  private static final int MOST_SHARDS = 20;

  /**
   * One producer.
   *
   * @param producer its name
   * @param watermark W
   * @param copiedUntil what it had written by then is here; null when unknown
   * @param reportedAt its last word, or null
   * @param acknowledged changes acknowledged in the epoch that it follows, or null
   * @param exposureSeconds or null when unknown
   * @param exposedChanges or null when unknown; an estimate where it is not 0
   */
  public record Producer(
      String producer,
      ResumePoint watermark,
      String copiedUntil,
      String reportedAt,
      Long acknowledged,
      Double exposureSeconds,
      Long exposedChanges) {}

  /**
   * Over all producers.
   *
   * @param seconds the largest, or null when one is unknown
   * @param changes the sum, or null when one is unknown
   */
  public record Exposure(Double seconds, Long changes) {}

  /**
   * Over all shards.
   *
   * @param shards how many count
   * @param maxSeconds the largest lag; null when a shard has not been copied yet
   * @param worst the 20 furthest behind
   */
  public record Lag(int shards, Double maxSeconds, List<Shard> worst) {}

  /**
   * One shard.
   *
   * @param shardId of the source
   * @param copiedUntil arrival of the last record copied, or null
   * @param seconds its age, or null
   */
  public record Shard(String shardId, String copiedUntil, Double seconds) {}

  static StandingOutput of(
      String stream, String region, Standing standing, Map<ProducerId, Watermark> byHand) {
    return new StandingOutput(
        stream,
        region,
        standing.over().map(Epoch::id).map(EpochRef::of).orElse(null),
        ResumePoint.of(standing.resumeFrom(byHand)),
        standing.producers().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> producer(entry.getKey(), entry.getValue(), standing.over()))
            .toList(),
        new Exposure(Wire.seconds(standing.exposure()), changes(standing)),
        lag(standing),
        Wire.instant(standing.readAt()));
  }

  private static Producer producer(ProducerId id, ProducerStanding standing, Optional<Epoch> over) {
    OptionalLong changes = standing.exposedChanges(over);
    return new Producer(
        id.value(),
        ResumePoint.of(standing.watermark()),
        Wire.instant(standing.copiedUntil()),
        Wire.instant(standing.report().map(ProducerReport::reportedAt)),
        standing.report().map(ProducerReport::acknowledged).orElse(null),
        Wire.seconds(standing.exposure()),
        changes.isPresent() ? (Long) changes.getAsLong() : null);
  }

  private static Long changes(Standing standing) {
    long sum = 0;
    for (ProducerStanding producer : standing.producers().values()) {
      OptionalLong changes = producer.exposedChanges(standing.over());
      if (changes.isEmpty()) {
        return null;
      }
      sum += changes.getAsLong();
    }
    return sum;
  }

  private static Lag lag(Standing standing) {
    Comparator<ShardLag> furthestFirst =
        Comparator.comparing(
            (ShardLag shard) -> shard.lag().orElse(Duration.ofDays(36500)),
            Comparator.reverseOrder());
    return new Lag(
        standing.shards().size(),
        Wire.seconds(standing.maxLag()),
        standing.shards().stream()
            .sorted(furthestFirst)
            .limit(MOST_SHARDS)
            .map(
                shard ->
                    new Shard(
                        shard.shardId(),
                        Wire.instant(shard.copiedUntil()),
                        Wire.seconds(shard.lag())))
            .toList());
  }
}
