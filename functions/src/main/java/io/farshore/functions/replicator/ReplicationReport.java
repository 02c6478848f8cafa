package io.farshore.functions.replicator;

import io.farshore.core.replication.CopyCounts;
import io.farshore.core.replication.Gap;
import io.farshore.core.replication.Outcome;
import io.farshore.core.replication.ParentsDrained;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.write.WriterCounts;
import io.farshore.functions.observability.EmbeddedMetrics;
import io.farshore.functions.observability.JsonLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What one invocation says: a line of metrics and a line of log, without data. */
final class ReplicationReport {

  private final EmbeddedMetrics metrics;
  private final JsonLog log;

  ReplicationReport(
      Consumer<String> sink, InstantSource clock, String requestId, KinesisBatch batch) {
    String stream = batch.stream().value();
    String shardId = batch.batch().shardId();
    this.metrics =
        new EmbeddedMetrics(sink, clock, Map.of("StreamName", stream))
            .property("shardId", shardId)
            .property("requestId", requestId);
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("requestId", requestId);
    shared.put("streamName", stream);
    shared.put("shardId", shardId);
    shared.put("records", batch.batch().records().size());
    this.log = new JsonLog(sink, clock, shared);
  }

  void copied(Outcome.Copied copied, Duration took) {
    CopyCounts counts = copied.counts();
    WriterCounts writer = counts.writer();
    boolean early = copied.parentsDrained().filter(ParentsDrained.NO::equals).isPresent();
    metrics
        .count("RecordsCopied", counts.copied())
        .count("RecordsSkipped", counts.skipped())
        .count("HeartbeatsCopied", counts.heartbeats())
        .count("UnreadableCommitTimestamps", counts.unreadableCommitTimestamps())
        .count("RecordsRetried", writer.retries())
        .count("RecordsThrottled", writer.throttled())
        .count("CallsFailed", writer.failedCalls())
        .count("ChildShardsEarly", early ? 1 : 0)
        .count("BatchesCutShort", copied.firstNotCopied().isPresent() ? 1 : 0)
        .count("BatchesFailed", 0)
        .count("Gaps", 0)
        .millis("ReplicationLag", copied.lag())
        .millis("BatchDuration", took)
        .emit();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("copied", counts.copied());
    fields.put("skipped", counts.skipped());
    fields.put("calls", writer.calls());
    fields.put("lagMillis", copied.lag().toMillis());
    fields.put("tookMillis", took.toMillis());
    fields.put("firstNotCopied", copied.firstNotCopied().map(SequenceNumber::toString));
    fields.put("parentsDrained", copied.parentsDrained());
    if (early) {
      log.warn("ChildShardCameEarly", fields);
    }
    if (copied.stoppedBy().isPresent()) {
      log.error("BatchCutShort", copied.stoppedBy().get(), fields);
    } else {
      log.info("BatchCopied", fields);
    }
  }

  void peersOwn(Outcome.AcknowledgedAsPeersOwn outcome) {
    metrics
        .count("RecordsOfPeerAcknowledged", outcome.records())
        .count("BatchesFailed", 0)
        .count("Gaps", 0)
        .emit();
    log.info("AcknowledgedAsPeersOwn", Map.of("epochInForce", outcome.inForce()));
  }

  void failed(RuntimeException failure) {
    metrics.count("BatchesFailed", 1).count("Gaps", failure instanceof Gap ? 1 : 0).emit();
    log.error("BatchFailed", failure, Map.of());
  }
}
