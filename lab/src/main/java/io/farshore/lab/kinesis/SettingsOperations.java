package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What can be set of a stream: retention, encryption, metrics, mode, size of records. */
final class SettingsOperations {

  private static final int KEY_LENGTH = 2_048;
  private static final int DEFAULT_HOURS = 24;
  private static final int MAX_HOURS = 8_760;
  private static final int MIN_RECORD_KIB = 1_024;
  private static final int MAX_RECORD_KIB = 10_240;
  private static final int MODE_CHANGES_A_DAY = 2;
  private static final String ALL_METRICS = "ALL";
  private static final Set<String> METRICS =
      Set.of(
          "IncomingBytes",
          "IncomingRecords",
          "OutgoingBytes",
          "OutgoingRecords",
          "WriteProvisionedThroughputExceeded",
          "ReadProvisionedThroughputExceeded",
          "IteratorAgeMilliseconds");

  private final Streams streams;

  SettingsOperations(Streams streams) {
    this.streams = streams;
  }

  JsonNode increaseRetention(ApiCall call) {
    return retain(call, true);
  }

  JsonNode decreaseRetention(ApiCall call) {
    return retain(call, false);
  }

  private JsonNode retain(ApiCall call, boolean longer) {
    int hours =
        Input.of(call.input())
            .requiredNumber("RetentionPeriodHours", Integer.MIN_VALUE, Integer.MAX_VALUE);
    DataStream stream = streams.named(call);
    String requested = "Requested retention period (" + hours + " hours) ";
    if (hours < DEFAULT_HOURS) {
      throw Errors.invalid(
          "Minimum allowed retention period is 24 hours. " + requested + "is too short.");
    }
    if (hours > MAX_HOURS) {
      throw Errors.invalid(
          "Maximum allowed retention period is 8760 hours. " + requested + "is too long.");
    }
    long now = stream.settings().retention().toHours();
    if (longer ? hours < now : hours > now) {
      throw Errors.invalid(
          "%sfor stream %s can not be %s than existing retention period (%d hours). Use %sRetentionPeriod API."
              .formatted(
                  requested,
                  stream.arn().name(),
                  longer ? "shorter" : "longer",
                  now,
                  longer ? "Decrease" : "Increase"));
    }
    stream.requireActive();
    // What is too old by now stays gone, also when the retention grows.
    Instant at = streams.now();
    stream.shards().all().forEach(shard -> shard.trim(at));
    stream.set(settings -> settings.retention(Duration.ofHours(hours)));
    return Json.object();
  }

  JsonNode startEncryption(ApiCall call) {
    String key = key(call);
    return update(streams.named(call), settings -> settings.encryptionKey(Optional.of(key)));
  }

  JsonNode stopEncryption(ApiCall call) {
    key(call);
    return update(streams.named(call), settings -> settings.encryptionKey(Optional.empty()));
  }

  private static String key(ApiCall call) {
    Input input = Input.of(call.input());
    input.oneOf("EncryptionType", List.of("NONE", "KMS"));
    return input.requiredText("KeyId", KEY_LENGTH, Patterns.ANY);
  }

  JsonNode enableMonitoring(ApiCall call) {
    Set<String> metrics = metrics(call);
    DataStream stream = streams.named(call);
    Set<String> desired = new TreeSet<>(stream.settings().shardMetrics());
    desired.addAll(metrics);
    return monitor(stream, desired);
  }

  JsonNode disableMonitoring(ApiCall call) {
    Set<String> metrics = metrics(call);
    DataStream stream = streams.named(call);
    Set<String> desired = new TreeSet<>(stream.settings().shardMetrics());
    desired.removeAll(metrics);
    return monitor(stream, desired);
  }

  private JsonNode monitor(DataStream stream, Set<String> desired) {
    ObjectNode answer = Json.object();
    answer.put("StreamName", stream.arn().name());
    stream.settings().shardMetrics().forEach(answer.putArray("CurrentShardLevelMetrics")::add);
    desired.forEach(answer.putArray("DesiredShardLevelMetrics")::add);
    answer.put("StreamARN", stream.arn().toString());
    update(stream, settings -> settings.shardMetrics(desired));
    return answer;
  }

  private static Set<String> metrics(ApiCall call) {
    Set<String> named = new TreeSet<>();
    call.input().path("ShardLevelMetrics").forEach(metric -> named.add(metric.asText()));
    if (named.isEmpty()) {
      throw Input.of(call.input()).isNull("ShardLevelMetrics");
    }
    return named.contains(ALL_METRICS) ? METRICS : named;
  }

  JsonNode updateMode(ApiCall call) {
    if (!call.input().path("StreamModeDetails").isObject()) {
      throw Input.of(call.input()).isNull("StreamModeDetails");
    }
    boolean onDemand = StreamOperations.mode(call).equals("ON_DEMAND");
    DataStream stream = streams.named(call);
    Instant now = streams.now();
    synchronized (stream) {
      stream.requireActive();
      stream.modeChanges().removeIf(at -> at.isBefore(now.minus(Duration.ofDays(1))));
      if (stream.settings().onDemand() == onDemand) {
        return Json.object();
      }
      if (stream.modeChanges().size() >= MODE_CHANGES_A_DAY) {
        throw Errors.limitExceeded(
            Errors.where(stream.arn()) + " can be switched between modes twice within 24 hours.");
      }
      stream.modeChanges().add(now);
      return update(stream, settings -> settings.onDemand(onDemand));
    }
  }

  JsonNode updateMaxRecordSize(ApiCall call) {
    Input input = Input.of(call.input());
    int kib = maxRecordKiB(input).orElseThrow(() -> input.isNull("MaxRecordSizeInKiB"));
    return update(streams.named(call), settings -> settings.maxRecordKiB(kib));
  }

  static Optional<Integer> maxRecordKiB(Input input) {
    return input.number("MaxRecordSizeInKiB", MIN_RECORD_KIB, MAX_RECORD_KIB);
  }

  private JsonNode update(DataStream stream, UnaryOperator<StreamSettings> change) {
    synchronized (stream) {
      stream.requireActive();
      streams.change(stream, StreamStatus.UPDATING, () -> stream.set(change));
    }
    return Json.object();
  }
}
