package io.farshore.functions.replicator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.farshore.core.replication.SourceBatch;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Lambda's event token by token: of a record's eleven fields it takes five, and its data are
 * decoded once, straight from the event's bytes into the array that is sent on.
 *
 * <p>For one event. Lambda's own deserialization into objects takes several times as long.
 */
public final class KinesisEventReader {

  /** A stream's ARN, or that of a consumer with enhanced fan-out. */
  private static final Pattern ARN =
      Pattern.compile(
          "arn:[^:]+:kinesis:[^:]+:[0-9]+:stream/([a-zA-Z0-9_.-]+)(/consumer/[^:]+:[0-9]+)?");

  private static final JsonFactory JSON = new JsonFactory();
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final JsonParser json;
  private final Base64Text base64;
  private final List<StreamRecord> records = new ArrayList<>();
  private StreamName stream;
  private char[] arn;
  private String shardId;
  private char[] idPrefix;

  // Of the record that is being read.
  private boolean ofTheShard;
  private boolean ofTheStream;
  private String partitionKey;
  private SequenceNumber sequenceNumber;
  private ByteBuffer data;
  private Instant arrivedAt;

  private KinesisEventReader(JsonParser json, byte[] event) {
    this.json = json;
    this.base64 = new Base64Text(event);
  }

  /**
   * Reads an event.
   *
   * @param event as Lambda hands it over
   * @return empty when it has no records
   * @throws UnusableEvent when it is not JSON, its records are not all of one shard, or a field
   *     that Kinesis always fills is missing
   * @throws NoPartitionKey when a record has none
   */
  public static Optional<KinesisBatch> read(byte[] event) {
    try (JsonParser json = JSON.createParser(event)) {
      return new KinesisEventReader(json, event).read();
    } catch (IOException e) {
      // The parser's words may quote data.
      throw new UnusableEvent("it is not JSON of that form");
    }
  }

  private Optional<KinesisBatch> read() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new UnusableEvent("it is no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals("Records");
      if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          readRecord();
        }
      } else {
        json.skipChildren();
      }
    }
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(new KinesisBatch(stream, new SourceBatch(shardId, records)));
  }

  private void readRecord() throws IOException {
    ofTheShard = false;
    ofTheStream = false;
    partitionKey = null;
    sequenceNumber = null;
    data = NO_DATA;
    arrivedAt = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && name.equals("kinesis")) {
        readKinesis();
      } else if (value == JsonToken.VALUE_STRING && name.equals("eventID")) {
        ofTheShard = isOfTheShard();
      } else if (value == JsonToken.VALUE_STRING && name.equals("eventSourceARN")) {
        ofTheStream = isOfTheStream();
      } else {
        json.skipChildren();
      }
    }
    records.add(record());
  }

  private void readKinesis() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        readText(name);
      } else if (value.isNumeric() && name.equals("approximateArrivalTimestamp")) {
        arrivedAt = instant(json.getDecimalValue());
      } else {
        json.skipChildren();
      }
    }
  }

  private void readText(String name) throws IOException {
    switch (name) {
      case "partitionKey" -> partitionKey = json.getText();
      case "sequenceNumber" -> sequenceNumber = sequenceNumber(json.getText());
      case "data" -> data = base64.decode(json);
      default -> {
        // The schema's version.
      }
    }
  }

  /** In seconds; Kinesis counts milliseconds. */
  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(
        seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValue());
  }

  private static SequenceNumber sequenceNumber(String digits) {
    try {
      return SequenceNumber.of(digits);
    } catch (IllegalArgumentException e) {
      throw new UnusableEvent("sequenceNumber is \"" + digits + "\"");
    }
  }

  /** The event's id is the shard's id, a colon, and the sequence number. */
  private boolean isOfTheShard() throws IOException {
    if (shardId == null) {
      String id = json.getText();
      int colon = id.indexOf(':');
      if (colon < 1) {
        throw new UnusableEvent("eventID is \"" + id + "\"");
      }
      shardId = id.substring(0, colon);
      idPrefix = id.substring(0, colon + 1).toCharArray();
    }
    return json.getTextLength() > idPrefix.length && textStartsWith(idPrefix);
  }

  private boolean isOfTheStream() throws IOException {
    if (stream == null) {
      String text = json.getText();
      Matcher matcher = ARN.matcher(text);
      if (!matcher.matches()) {
        throw new UnusableEvent("eventSourceARN is \"" + text + "\"");
      }
      stream = new StreamName(matcher.group(1));
      arn = text.toCharArray();
    }
    return json.getTextLength() == arn.length && textStartsWith(arn);
  }

  private boolean textStartsWith(char[] expected) throws IOException {
    char[] text = json.getTextCharacters();
    int from = json.getTextOffset();
    for (int i = 0; i < expected.length; i++) {
      if (text[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private StreamRecord record() {
    if (!ofTheShard || !ofTheStream) {
      throw new UnusableEvent(
          "a record has no eventID or eventSourceARN, or not those of "
              + shardId
              + " of "
              + stream);
    }
    if (sequenceNumber == null || arrivedAt == null) {
      throw new UnusableEvent("a record lacks sequenceNumber or approximateArrivalTimestamp");
    }
    if (partitionKey == null) {
      throw new NoPartitionKey(stream, sequenceNumber.toString());
    }
    return new StreamRecord(partitionKey, data, sequenceNumber, arrivedAt);
  }
}
