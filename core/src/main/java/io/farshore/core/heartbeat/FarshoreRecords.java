package io.farshore.core.heartbeat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.Shard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON form of heartbeats and markers. Thread-safe.
 *
 * <p>They begin with the bytes <code>{"farshore":</code>, so that a change is told apart by its
 * first bytes, without being parsed.
 */
public final class FarshoreRecords {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] PREFIX = "{\"farshore\":".getBytes(StandardCharsets.UTF_8);
  private static final int MAX_BYTES = 4096;

  private FarshoreRecords() {}

  /** A heartbeat for one shard, which it reaches by the shard's lowest hash key. */
  public static OutgoingRecord heartbeat(Heartbeat heartbeat, Shard shard) {
    return new OutgoingRecord(
        "farshore-heartbeat-" + heartbeat.producer() + "-" + shard.id(),
        Optional.of(shard.startingHashKey()),
        encode(heartbeat));
  }

  /** A marker for one shard, which it reaches by the shard's lowest hash key. */
  public static OutgoingRecord marker(EpochMarker marker, Shard shard) {
    return new OutgoingRecord(
        "farshore-epoch-" + shard.id(), Optional.of(shard.startingHashKey()), encode(marker));
  }

  /** The data of a record of Farshore's own. */
  public static ByteBuffer encode(FarshoreRecord farshoreRecord) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (farshoreRecord instanceof Heartbeat heartbeat) {
        json.writeStringField("farshore", "heartbeat");
        Watermark watermark = heartbeat.watermark();
        if (watermark.commitTimestamp().isPresent()) {
          json.writeStringField("commitTimestamp", watermark.commitTimestamp().get().toString());
        }
        if (watermark.position().isPresent()) {
          json.writeStringField("position", watermark.position().get());
        }
        json.writeNumberField("epoch", heartbeat.epoch());
        json.writeStringField("producer", heartbeat.producer().value());
      } else if (farshoreRecord instanceof EpochMarker marker) {
        json.writeStringField("farshore", "epoch");
        json.writeNumberField("epoch", marker.epoch());
        json.writeStringField("region", marker.region().name());
      }
      json.writeStringField("shardId", farshoreRecord.shardId());
      json.writeStringField("sentAt", farshoreRecord.sentAt().toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /**
   * Reads a record of Farshore's own.
   *
   * @param data not changed, its position not moved
   * @return empty for everything else, a change that looks like one but is not whole included: it
   *     is copied like any other
   */
  public static Optional<FarshoreRecord> decode(ByteBuffer data) {
    if (data.remaining() > MAX_BYTES || !startsWithPrefix(data)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    try {
      return Optional.of(fromFields(fields(bytes)));
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean startsWithPrefix(ByteBuffer data) {
    if (data.remaining() < PREFIX.length) {
      return false;
    }
    for (int i = 0; i < PREFIX.length; i++) {
      if (data.get(data.position() + i) != PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> fields(byte[] bytes) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          throw new IllegalArgumentException("not flat");
        }
        fields.put(name, json.getText());
      }
    }
    return fields;
  }

  private static FarshoreRecord fromFields(Map<String, String> fields) {
    long epoch = Long.parseLong(required(fields, "epoch"));
    String shardId = required(fields, "shardId");
    Instant sentAt = Instant.parse(required(fields, "sentAt"));
    return switch (required(fields, "farshore")) {
      case "heartbeat" ->
          new Heartbeat(
              new ProducerId(required(fields, "producer")),
              new Watermark(
                  Optional.ofNullable(fields.get("commitTimestamp")).map(Instant::parse),
                  Optional.ofNullable(fields.get("position"))),
              epoch,
              shardId,
              sentAt);
      case "epoch" ->
          new EpochMarker(epoch, new Region(required(fields, "region")), shardId, sentAt);
      default -> throw new IllegalArgumentException("neither heartbeat nor marker");
    };
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }
}
