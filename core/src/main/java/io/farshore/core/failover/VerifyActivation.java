package io.farshore.core.failover;

import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.heartbeat.EpochMarker;
import io.farshore.core.heartbeat.FarshoreRecord;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Step 10: whether producers have taken up an epoch, and records of it are in its stream. */
public final class VerifyActivation {

  private static final int MOST_RECORDS = 200;
  private static final int MOST_SHARDS = 16;

  private final EpochTable epochs;
  private final CheckpointTable checkpoints;
  private final RegionalStream stream;
  private final EventLoop loop;
  private final Duration silence;
  private final boolean producersReport;

  /**
   * In one Region.
   *
   * @param silence a producer that has not reported for longer is not waited for
   * @param producersReport false where foreign producers write: then records alone must be there
   */
  public VerifyActivation(
      EpochTable epochs,
      CheckpointTable checkpoints,
      RegionalStream stream,
      EventLoop loop,
      Duration silence,
      boolean producersReport) {
    this.epochs = epochs;
    this.checkpoints = checkpoints;
    this.stream = stream;
    this.loop = loop;
    this.silence = silence;
    this.producersReport = producersReport;
  }

  /** What is seen. */
  public sealed interface Result {
    /**
     * Producers write in the epoch.
     *
     * @param producers how many have reported it
     * @param firstRecordAt when a record of it had arrived in the stream; where none was found in
     *     the shards that were marked, when a producer had the last of its own acknowledged
     */
    record Verified(int producers, Instant firstRecordAt) implements Result {}

    /**
     * Not yet.
     *
     * @param missing what is missing, in words
     */
    record Waiting(String missing) implements Result {}

    /**
     * A later epoch is in force, or followed by a producer.
     *
     * @param by the later one
     */
    record Superseded(EpochId by) implements Result {}
  }

  /** Looks once. Fails like the ports. */
  public CompletableFuture<Result> look(EpochId id) {
    return epochs
        .epochs(stream.name())
        .thenCombine(
            checkpoints.reports(stream.name()), (known, reports) -> look(id, known, reports))
        .thenCompose(result -> result);
  }

  private CompletableFuture<Result> look(EpochId id, Epochs known, List<ProducerReport> reported) {
    LatestReports reports = new LatestReports(reported);
    Optional<EpochId> later =
        known
            .inForce()
            .map(Epoch::id)
            .filter(epoch -> epoch.compareTo(id) > 0)
            .or(() -> reports.highestEpoch().filter(epoch -> epoch.compareTo(id) > 0));
    if (later.isPresent()) {
      return CompletableFuture.completedFuture(new Result.Superseded(later.get()));
    }
    List<ProducerReport> live = reports.live(loop.wallTime(), silence);
    long following = live.stream().filter(report -> report.epoch().equals(id)).count();
    if (producersReport && (following == 0 || following < live.size())) {
      return CompletableFuture.completedFuture(
          new Result.Waiting(
              following + " of " + live.size() + " live producers have reported epoch " + id));
    }
    Map<String, NamedShard> shards = known.find(id).map(Epoch::shards).orElse(Map.of());
    return firstRecord(id, shards)
        .thenCompose(found -> orInShardsBornLater(found, id, shards, live))
        .thenApply(
            found ->
                found
                    .<Result>map(at -> new Result.Verified((int) following, at))
                    .orElseGet(
                        () -> new Result.Waiting("no record of epoch " + id + " is there yet")));
  }

  /** Where shards were born since, they may hold the records: then the producers' word counts. */
  private CompletableFuture<Optional<Instant>> orInShardsBornLater(
      Optional<Instant> found,
      EpochId id,
      Map<String, NamedShard> shards,
      List<ProducerReport> live) {
    if (found.isPresent()) {
      return CompletableFuture.completedFuture(found);
    }
    return stream
        .shards()
        .thenApply(
            listed ->
                listed.stream().allMatch(shard -> shards.containsKey(shard.id()))
                    ? Optional.empty()
                    : firstAcknowledged(id, live));
  }

  private static Optional<Instant> firstAcknowledged(EpochId id, List<ProducerReport> live) {
    return live.stream()
        .filter(report -> report.epoch().equals(id) && report.acknowledged() > 0)
        .map(ProducerReport::acknowledgedAt)
        .flatMap(Optional::stream)
        .min(java.util.Comparator.naturalOrder());
  }

  private CompletableFuture<Optional<Instant>> firstRecord(
      EpochId id, Map<String, NamedShard> shards) {
    List<CompletableFuture<Optional<Instant>>> looks = new ArrayList<>();
    shards.entrySet().stream()
        .filter(shard -> shard.getValue() instanceof NamedShard.Open)
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_SHARDS)
        .forEach(shard -> looks.add(firstRecord(id, shard.getKey(), shard.getValue())));
    return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
        .thenApply(
            ignored ->
                looks.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .min(java.util.Comparator.naturalOrder()));
  }

  private CompletableFuture<Optional<Instant>> firstRecord(
      EpochId id, String shardId, NamedShard shard) {
    return stream
        .readAfter(shardId, ((NamedShard.Open) shard).marker(), MOST_RECORDS)
        .thenApply(
            records ->
                records.stream()
                    .filter(found -> isOf(id, found))
                    .map(StreamRecord::arrivedAt)
                    .findFirst());
  }

  /** Nobody of an earlier epoch writes behind the marker (guarantee C): a change is of this one. */
  private static boolean isOf(EpochId id, StreamRecord found) {
    Optional<FarshoreRecord> own = FarshoreRecords.decode(found.data());
    return own.map(record -> !(record instanceof EpochMarker) && record.epoch() == id.number())
        .orElse(true);
  }
}
