package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Items of the tables as DynamoDB JSON, as far as a judge reads them. */
final class EndItems {

  private EndItems() {}

  /**
   * One epoch.
   *
   * @param skew of the clock that wrote its times: they are put onto the one of the streams
   */
  static JsonNode epoch(Epoch epoch, Duration skew) {
    ObjectNode item = item("epoch#%010d#%s".formatted(epoch.number(), epoch.activeRegion()));
    number(item, "epoch", epoch.number());
    text(item, "activeRegion", epoch.activeRegion().name());
    text(item, "phase", epoch.phase().name());
    text(item, "startedBy", epoch.startedBy());
    time(item, "createdAt", Optional.of(epoch.createdAt()), skew);
    time(item, "activatedAt", epoch.activatedAt(), skew);
    time(item, "deadline", epoch.deadline(), skew);
    ObjectNode shards = map(item, "shards");
    epoch.shards().forEach((id, shard) -> named(map(shards, id), shard));
    ObjectNode from = map(item, "resumeFrom");
    epoch.resumeFrom().forEach((producer, mark) -> mark(map(from, producer.value()), mark));
    return item;
  }

  private static void named(ObjectNode attributes, NamedShard shard) {
    if (shard instanceof NamedShard.Open open) {
      text(attributes, "state", "OPEN");
      text(attributes, "marker", open.marker().toString());
    } else {
      text(attributes, "state", "CLOSED");
    }
    if (!shard.parents().isEmpty()) {
      ArrayNode parents = attributes.putObject("parents").putArray("L");
      shard.parents().forEach(parent -> parents.addObject().put("S", parent));
    }
  }

  static JsonNode checkpoint(Region source, ShardCheckpoint checkpoint) {
    ObjectNode item = item("shard#" + source + "#" + checkpoint.shardId());
    number(item, "epoch", checkpoint.epoch());
    checkpoint
        .sequenceNumber()
        .map(SequenceNumber::padded)
        .ifPresent(padded -> text(item, "sequenceNumber", padded));
    ObjectNode watermarks = map(item, "watermarks");
    checkpoint
        .watermarks()
        .forEach((producer, taken) -> mark(map(watermarks, producer.value()), taken.watermark()));
    var children = item.putObject("children").putArray("L");
    checkpoint.children().forEach(child -> children.addObject().put("S", child));
    item.putObject("retired").put("BOOL", checkpoint.retired());
    return item;
  }

  static JsonNode report(Region replica, ProducerReport report) {
    ObjectNode item = item("producer#" + report.producer() + "#" + replica);
    mark(map(item, "start"), report.start());
    return item;
  }

  private static ObjectNode item(String entry) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    text(item, "entry", entry);
    return item;
  }

  private static void mark(ObjectNode attributes, Watermark mark) {
    time(attributes, "commitTimestamp", mark.commitTimestamp(), Duration.ZERO);
    mark.position().ifPresent(position -> text(attributes, "position", position));
  }

  private static ObjectNode map(ObjectNode item, String name) {
    return item.putObject(name).putObject("M");
  }

  private static void text(ObjectNode item, String name, String value) {
    item.putObject(name).put("S", value);
  }

  private static void number(ObjectNode item, String name, long value) {
    item.putObject(name).put("N", Long.toString(value));
  }

  private static void time(ObjectNode item, String name, Optional<Instant> value, Duration skew) {
    value.ifPresent(at -> text(item, name, at.minus(skew).toString()));
  }
}
