package io.farshore.core.commit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.farshore.core.commit.CommitTimestamp.Read;
import io.farshore.core.commit.CommitTimestamp.Reason;
import io.farshore.core.commit.CommitTimestamp.Unreadable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Reads a change's commit timestamp at a JSON pointer. Reads the tokens up to the pointer's place
 * and no further: what comes after it need not even be JSON. Of fields with one name the first
 * counts. Thread-safe.
 *
 * <p>The value is a text with a date and time (an offset, {@code Z}, or neither, which is UTC), or
 * a number since 1970, also as text, in seconds, millis, micros or nanos by its magnitude: below
 * 10<sup>11</sup> it is seconds, and each unit takes the next three powers of ten.
 */
public final class CommitTimestampReader {

  /** Where Farshore's own change logs have it. */
  public static final String DEFAULT_POINTER = "/commitTimestamp";

  /** Names in changes are anything: they are not interned, and many alike in hash are no error. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final int LONGEST_NUMBER = 40;

  private final JsonPointer pointer;

  private CommitTimestampReader(JsonPointer pointer) {
    this.pointer = pointer;
  }

  /**
   * A reader at one place, such as {@code /metadata/commit-timestamp} (AWS DMS) or {@code
   * /payload/source/ts_ms} (Debezium).
   *
   * @param pointer RFC 6901: array elements by index, {@code ~} as {@code ~0}, {@code /} as {@code
   *     ~1}; the empty text is the whole document
   * @throws IllegalArgumentException when it is not a JSON pointer, with the fix
   */
  public static CommitTimestampReader at(String pointer) {
    return new CommitTimestampReader(JsonPointer.of(pointer));
  }

  /**
   * Reads one record. Never throws, whatever the bytes are.
   *
   * @param data not changed, its position not moved
   */
  public CommitTimestamp read(ByteBuffer data) {
    if (!data.hasRemaining()) {
      return new Unreadable(Reason.EMPTY);
    }
    try (JsonParser json = parser(data)) {
      return pointer.seek(json) ? value(json) : new Unreadable(Reason.ABSENT);
    } catch (IOException e) {
      return new Unreadable(Reason.NOT_JSON);
    } catch (RuntimeException e) {
      // No bytes may hold up the copy of a shard, not even those that find a fault in the parser.
      return new Unreadable(Reason.NOT_JSON);
    }
  }

  private static JsonParser parser(ByteBuffer data) throws IOException {
    if (data.hasArray()) {
      int from = data.arrayOffset() + data.position();
      return JSON.createParser(data.array(), from, data.remaining());
    }
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return JSON.createParser(bytes);
  }

  private static CommitTimestamp value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return new Unreadable(Reason.ABSENT);
    }
    if (token.isNumeric()) {
      return EpochNumber.read(json.getDecimalValue());
    }
    return token == JsonToken.VALUE_STRING
        ? text(json.getText().strip())
        : new Unreadable(Reason.NOT_A_TIMESTAMP);
  }

  private static CommitTimestamp text(String text) {
    if (text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()) {
      return EpochNumber.read(new BigDecimal(text));
    }
    return TimestampText.read(text)
        .<CommitTimestamp>map(Read::new)
        .orElseGet(() -> new Unreadable(Reason.NOT_A_TIMESTAMP));
  }
}
