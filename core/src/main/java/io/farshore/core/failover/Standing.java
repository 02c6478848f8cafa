package io.farshore.core.failover;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.ProducerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How much of the data is in a Region.
 *
 * @param over the epoch that it was read over; empty when the replica has heard of none
 * @param producers by producer
 * @param shards those that count, by id
 * @param readAt when
 */
public record Standing(
    Optional<Epoch> over,
    Map<ProducerId, ProducerStanding> producers,
    List<ShardLag> shards,
    Instant readAt) {

  /** Copies the collections. */
  public Standing {
    producers = Map.copyOf(producers);
    shards = List.copyOf(shards);
  }

  /** W by producer. */
  public Map<ProducerId, Watermark> watermarks() {
    Map<ProducerId, Watermark> low = new TreeMap<>();
    producers.forEach((producer, standing) -> low.put(producer, standing.watermark()));
    return low;
  }

  /**
   * Where the producers resume: W, or lower where a point by hand says so.
   *
   * @param byHand points by hand; one above W counts as W, one of a producer without W as the start
   *     of its log
   */
  public Map<ProducerId, Watermark> resumeFrom(Map<ProducerId, Watermark> byHand) {
    Map<ProducerId, Watermark> points = new TreeMap<>(watermarks());
    byHand.forEach(
        (producer, point) ->
            points.put(
                producer,
                Watermark.lowest(List.of(points.getOrDefault(producer, Watermark.START), point))));
    return points;
  }

  /** The largest lag of a shard; empty when one has no copy yet, or there is none. */
  public Optional<Duration> maxLag() {
    if (shards.stream().anyMatch(shard -> shard.lag().isEmpty())) {
      return Optional.empty();
    }
    return shards.stream().map(shard -> shard.lag().orElseThrow()).max(Comparator.naturalOrder());
  }

  /**
   * The age of the oldest watermark of the producers that have reported within {@code silence} and
   * have not ended: now less the lowest {@code copiedUntil}; empty if there is none.
   */
  public Optional<Duration> watermarkAge(Duration silence) {
    return producers.values().stream()
        .filter(standing -> standing.isLive(readAt, silence))
        .map(ProducerStanding::copiedUntil)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .map(oldest -> Duration.between(oldest, readAt))
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }

  /** The largest exposure of a producer; empty when one of them can't be told. */
  public Optional<Duration> exposure() {
    if (producers.values().stream().anyMatch(standing -> standing.exposure().isEmpty())) {
      return Optional.empty();
    }
    return producers.values().stream()
        .map(standing -> standing.exposure().orElseThrow())
        .max(Comparator.naturalOrder())
        .or(() -> Optional.of(Duration.ZERO));
  }
}
