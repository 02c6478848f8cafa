package io.farshore.aws;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the checkpoint table. */
final class DynamoCheckpointItems {

  static final String SHARD_PREFIX = "shard#";
  static final String PRODUCER_PREFIX = "producer#";
  static final String EPOCH = "epoch";
  static final String SEQUENCE_NUMBER = "sequenceNumber";
  static final String LAST_REPLICATED = "lastReplicatedCommitTimestamp";
  static final String WATERMARKS = "watermarks";
  static final String REPLICATED_AT = "replicatedAt";
  static final String ARRIVED_AT = "arrivedAt";
  static final String CHILDREN = "children";
  static final String RETIRED = "retired";

  private DynamoCheckpointItems() {}

  static String shardPrefix(Region source) {
    return SHARD_PREFIX + source + "#";
  }

  static String shardEntry(Region source, String shardId) {
    return shardPrefix(source) + shardId;
  }

  static Map<String, AttributeValue> encode(
      StreamName stream, Region source, ShardCheckpoint checkpoint) {
    Attributes attributes =
        new Attributes()
            .text(Item.STREAM, stream.value())
            .text(Item.ENTRY, shardEntry(source, checkpoint.shardId()));
    addState(attributes, checkpoint);
    if (!checkpoint.children().isEmpty()) {
      attributes.texts(CHILDREN, checkpoint.children());
    }
    if (checkpoint.retired()) {
      attributes.flag(RETIRED, true);
    }
    return attributes.build();
  }

  /** All but key, children and {@code retired}; what is absent is left out. */
  static Map<String, AttributeValue> state(ShardCheckpoint checkpoint) {
    return addState(new Attributes(), checkpoint).build();
  }

  private static Attributes addState(Attributes attributes, ShardCheckpoint checkpoint) {
    return attributes
        .number(EPOCH, checkpoint.epoch())
        .text(SEQUENCE_NUMBER, checkpoint.sequenceNumber().map(SequenceNumber::padded))
        .instant(LAST_REPLICATED, checkpoint.lastReplicatedCommitTimestamp())
        .map(WATERMARKS, watermarks(checkpoint.watermarks()))
        .instant(REPLICATED_AT, checkpoint.replicatedAt())
        .instant(ARRIVED_AT, checkpoint.arrivedAt());
  }

  private static Map<String, AttributeValue> watermarks(Map<ProducerId, TakenWatermark> taken) {
    Map<String, AttributeValue> encoded = new LinkedHashMap<>();
    new TreeMap<>(taken)
        .forEach(
            (producer, each) ->
                encoded.put(
                    producer.value(),
                    AttributeValue.fromM(
                        WatermarkAttributes.add(new Attributes(), each.watermark())
                            .instant("sentAt", each.sentAt())
                            .build())));
    return encoded;
  }

  static ShardCheckpoint decodeShard(Region source, Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    return new ShardCheckpoint(
        item.entry().substring(shardPrefix(source).length()),
        item.number(EPOCH),
        item.optionalValue(SEQUENCE_NUMBER, SequenceNumber::of),
        item.optionalInstant(LAST_REPLICATED),
        item.maps(
            WATERMARKS,
            ProducerId::new,
            map -> new TakenWatermark(WatermarkAttributes.decode(map), map.instant("sentAt"))),
        item.instant(REPLICATED_AT),
        item.optionalInstant(ARRIVED_AT),
        item.texts(CHILDREN),
        item.flag(RETIRED));
  }

  static Map<String, AttributeValue> encode(
      StreamName stream, Region replica, ProducerReport report) {
    Attributes attributes = new Attributes();
    report
        .heard()
        .ifPresent(
            heard ->
                attributes
                    .number("heardEpoch", heard.number())
                    .text("heardRegion", heard.activeRegion().name()));
    return attributes
        .text(Item.STREAM, stream.value())
        .text(Item.ENTRY, PRODUCER_PREFIX + report.producer() + "#" + replica)
        .text("producer", report.producer().value())
        .number(EPOCH, report.epoch().number())
        .text("epochRegion", report.epoch().activeRegion().name())
        .text("phase", report.phase().name())
        .map("lowWatermark", WatermarkAttributes.encode(report.lowWatermark()))
        .map("start", WatermarkAttributes.encode(report.start()))
        .instant("reportedAt", report.reportedAt())
        .texts("reaches", report.reaches().stream().map(Region::name).sorted().toList())
        .number("acknowledged", report.acknowledged())
        .instant("acknowledgedAt", report.acknowledgedAt())
        .instant("unansweredAt", report.unansweredAt())
        .build();
  }

  static ProducerReport decodeReport(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    long epoch = item.number(EPOCH);
    if (epoch < 1 || epoch > 9_999_999_999L) {
      throw item.unreadable(EPOCH, "is not 1 to 9999999999");
    }
    return new ProducerReport(
        item.value("producer", ProducerId::new),
        new EpochId(epoch, item.value("epochRegion", Region::new)),
        item.value("phase", ProducerPhase::valueOf),
        WatermarkAttributes.decode(item.map("lowWatermark")),
        WatermarkAttributes.decode(item.map("start")),
        item.instant("reportedAt"),
        item.values("reaches", Region::new).stream().collect(Collectors.toSet()),
        item.number("acknowledged"),
        item.optionalInstant("acknowledgedAt"),
        item.optionalInstant("unansweredAt"),
        attributes.containsKey("heardEpoch")
            ? Optional.of(
                new EpochId(item.number("heardEpoch"), item.value("heardRegion", Region::new)))
            : Optional.empty());
  }
}
