package io.farshore.aws;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable.HistoryEntry;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of the active-Region table. */
final class DynamoEpochItems {

  static final String EPOCH_PREFIX = "epoch#";
  static final String SETTINGS_PREFIX = "settings#";
  static final String HISTORY_PREFIX = "history#";
  static final String PHASE = "phase";
  static final String SHARDS = "shards";
  static final String RESUME_FROM = "resumeFrom";
  static final String FENCED_AT = "fencedAt";
  static final String ACTIVATED_AT = "activatedAt";
  static final String DRAINED = "drained";

  private static final String OPEN = "OPEN";
  private static final String CLOSED = "CLOSED";

  private DynamoEpochItems() {}

  static String entry(EpochId id) {
    return EPOCH_PREFIX + "%010d#%s".formatted(id.number(), id.activeRegion());
  }

  static Map<String, AttributeValue> encode(StreamName stream, Epoch epoch) {
    return new Attributes()
        .text(Item.STREAM, stream.value())
        .text(Item.ENTRY, entry(epoch.id()))
        .number("epoch", epoch.number())
        .text("activeRegion", epoch.activeRegion().name())
        .text(PHASE, epoch.phase().name())
        .map(SHARDS, shards(epoch.shards()))
        .map(RESUME_FROM, resumeFrom(epoch.resumeFrom()))
        .text("startedBy", epoch.startedBy())
        .text("reason", epoch.reason())
        .instant("createdAt", epoch.createdAt())
        .instant(FENCED_AT, epoch.fencedAt())
        .instant(ACTIVATED_AT, epoch.activatedAt())
        .instant("deadline", epoch.deadline())
        .flag(DRAINED, epoch.drained())
        .build();
  }

  static Epoch decode(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    return new Epoch(
        id(item),
        item.value(PHASE, Phase::valueOf),
        item.maps(SHARDS, id -> id, DynamoEpochItems::shard),
        item.maps(RESUME_FROM, ProducerId::new, WatermarkAttributes::decode),
        item.text("startedBy"),
        item.optionalText("reason"),
        item.instant("createdAt"),
        item.optionalInstant(FENCED_AT),
        item.optionalInstant(ACTIVATED_AT),
        item.optionalInstant("deadline"),
        item.flag(DRAINED));
  }

  private static EpochId id(Item item) {
    long number = item.number("epoch");
    Region region = item.value("activeRegion", Region::new);
    if (number < 1 || number > 9_999_999_999L) {
      throw item.unreadable("epoch", "is not 1 to 9999999999");
    }
    EpochId id = new EpochId(number, region);
    if (!entry(id).equals(item.entry())) {
      throw item.unreadable("epoch", "or activeRegion is not what the entry says");
    }
    return id;
  }

  static Map<String, AttributeValue> shards(Map<String, NamedShard> shards) {
    Map<String, AttributeValue> encoded = new LinkedHashMap<>();
    new TreeMap<>(shards)
        .forEach((id, shard) -> encoded.put(id, AttributeValue.fromM(shard(shard))));
    return encoded;
  }

  private static Map<String, AttributeValue> shard(NamedShard shard) {
    Attributes attributes = new Attributes();
    if (shard instanceof NamedShard.Open open) {
      attributes.text("state", OPEN).text("marker", open.marker().toString());
    } else {
      attributes.text("state", CLOSED);
    }
    return attributes.texts("parents", shard.parents()).build();
  }

  private static NamedShard shard(Item map) {
    return switch (map.text("state")) {
      case OPEN ->
          new NamedShard.Open(map.value("marker", SequenceNumber::of), map.texts("parents"));
      case CLOSED -> new NamedShard.Closed(map.texts("parents"));
      default -> throw map.unreadable("state", "is neither OPEN nor CLOSED");
    };
  }

  static Map<String, AttributeValue> resumeFrom(Map<ProducerId, Watermark> resumeFrom) {
    Map<String, AttributeValue> encoded = new LinkedHashMap<>();
    new TreeMap<>(resumeFrom)
        .forEach(
            (producer, watermark) ->
                encoded.put(
                    producer.value(), AttributeValue.fromM(WatermarkAttributes.encode(watermark))));
    return encoded;
  }

  static Map<String, AttributeValue> encode(
      StreamName stream, Region region, StreamSettings settings) {
    return new Attributes()
        .text(Item.STREAM, stream.value())
        .text(Item.ENTRY, SETTINGS_PREFIX + region)
        .flag("paused", settings.paused())
        .text("pausedBy", settings.pausedBy())
        .text("pausedReason", settings.pausedReason())
        .instant("pausedUntil", settings.pausedUntil())
        .build();
  }

  static StreamSettings decodeSettings(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    return new StreamSettings(
        item.flag("paused"),
        item.optionalText("pausedBy"),
        item.optionalText("pausedReason"),
        item.optionalInstant("pausedUntil"));
  }

  static Map<String, AttributeValue> encode(StreamName stream, HistoryEntry entry) {
    return new Attributes()
        .text(Item.STREAM, stream.value())
        .text(
            Item.ENTRY,
            HISTORY_PREFIX + entry.startedAt() + "#" + entry.region() + "#" + entry.execution())
        .text("outcome", entry.outcome())
        .text("report", entry.reportJson())
        .build();
  }

  static HistoryEntry decodeHistory(Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    String[] parts = item.entry().split("#", 4);
    if (parts.length != 4) {
      throw item.unreadable(Item.ENTRY, "is not history#<instant>#<Region>#<execution>");
    }
    try {
      return new HistoryEntry(
          Instant.parse(parts[1]),
          new Region(parts[2]),
          parts[3],
          item.text("outcome"),
          item.text("report"));
    } catch (java.time.format.DateTimeParseException | IllegalArgumentException e) {
      throw item.unreadable(Item.ENTRY, "is not history#<instant>#<Region>#<execution>");
    }
  }
}
