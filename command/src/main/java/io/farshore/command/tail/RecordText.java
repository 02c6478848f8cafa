package io.farshore.command.tail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.Record;

/** A record on one line. */
final class RecordText {

  private static final int MOST_KEY = 24;
  private static final int MOST_DATA = 120;
  private static final int MOST_BYTES = 24;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private RecordText() {}

  /** For people: arrival time (UTC), shard, key, and the beginning of the data. */
  static String line(String shardId, Record record) {
    byte[] data = record.data().asByteArray();
    return "%sZ  %s  %-16s  %s"
        .formatted(
            TIME.format(record.approximateArrivalTimestamp()),
            shardId.replaceFirst("^shardId-0*(?=\\d)", "shard "),
            shortened(visible(record.partitionKey()), MOST_KEY),
            text(data)
                .map(text -> shortened(visible(text), MOST_DATA))
                .orElseGet(() -> bytes(data)));
  }

  /** For programs: all of it; data that are no text are in {@code dataBase64}. */
  static ObjectNode json(String region, String shardId, Record record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("region", region).put("shardId", shardId);
    json.put("sequenceNumber", record.sequenceNumber());
    json.put("partitionKey", record.partitionKey());
    json.put("arrivedAt", record.approximateArrivalTimestamp().toString());
    byte[] data = record.data().asByteArray();
    text(data)
        .ifPresentOrElse(
            text -> json.put("data", text),
            () -> json.put("dataBase64", Base64.getEncoder().encodeToString(data)));
    return json;
  }

  private static Optional<String> text(byte[] data) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String bytes(byte[] data) {
    String hex = HexFormat.of().formatHex(data, 0, Math.min(data.length, MOST_BYTES));
    return data.length + " bytes: " + hex + (data.length > MOST_BYTES ? "..." : "");
  }

  /** Without what a terminal would take for a command. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                visible.append("\\u%04x".formatted(point));
              } else {
                visible.appendCodePoint(point);
              }
            });
    return visible.toString();
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 3) + "...";
  }
}
