package io.farshore.core.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.commit.CommitTimestamp.Read;
import io.farshore.core.commit.CommitTimestamp.Reason;
import io.farshore.core.commit.CommitTimestamp.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTimestampReaderTest {

  private static CommitTimestamp read(String pointer, String json) {
    return CommitTimestampReader.at(pointer)
        .read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static CommitTimestamp value(String json) {
    return read("/commitTimestamp", "{\"key\":1,\"commitTimestamp\":" + json + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00:00.000000Z, 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00, 2024-01-01T00:00:00Z",
    "2024-01-01 00:00:00.123456, 2024-01-01T00:00:00.123456Z",
    "2024-01-01T02:00:00+02:00, 2024-01-01T00:00:00Z",
    "2023-12-31T18:30:00-05:30, 2024-01-01T00:00:00Z",
    "2024-01-01 02:00:00+02, 2024-01-01T00:00:00Z",
    "2024-01-01T02:00:00+0200, 2024-01-01T00:00:00Z",
    "2024-01-01T00:00Z, 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00.1234567899Z, 2024-01-01T00:00:00.123456789Z",
    "2024-02-29t12:34:56z, 2024-02-29T12:34:56Z",
    "1704067200, 2024-01-01T00:00:00Z",
    "1704067200123, 2024-01-01T00:00:00.123Z"
  })
  void texts_are_read_with_an_offset_with_Z_or_as_UTC(String text, Instant expected) {
    assertThat(value("\"" + text + "\"")).isEqualTo(new Read(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "1704067200, 2024-01-01T00:00:00Z",
    "1704067200.5, 2024-01-01T00:00:00.5Z",
    "-1, 1969-12-31T23:59:59Z",
    "99999999999, 5138-11-16T09:46:39Z",
    "100000000000, 1973-03-03T09:46:40Z",
    "1704067200123, 2024-01-01T00:00:00.123Z",
    "1704067200123456, 2024-01-01T00:00:00.123456Z",
    "1704067200123456789, 2024-01-01T00:00:00.123456789Z",
    "1.7040672E9, 2024-01-01T00:00:00Z"
  })
  void a_number_is_in_seconds_millis_micros_or_nanos_by_its_magnitude(
      String number, Instant expected) {
    assertThat(value(number)).isEqualTo(new Read(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"yesterday\"",
        "\"2024-01-01\"",
        "\"2024-13-01T00:00:00Z\"",
        "\"2024-02-30T00:00:00Z\"",
        "\"2024-01-01T00:00:00+\"",
        "\"2024-01-01T00:00:00.Z\"",
        "\"2024-01-01T00:00:00Z and more\"",
        "\"\"",
        "true",
        "{}",
        "[1]"
      })
  void anything_else_is_not_a_timestamp(String json) {
    assertThat(value(json)).isEqualTo(new Unreadable(Reason.NOT_A_TIMESTAMP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "123456789012345678901234567890", "1e20"})
  void a_number_too_large_or_too_small_costs_nothing(String number) {
    assertThat(value(number)).isEqualTo(new Unreadable(Reason.OUT_OF_RANGE));
  }

  @Test
  void the_pointer_finds_the_place_in_envelopes() {
    Instant expected = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(
            read(
                "/metadata/timestamp",
                "{\"data\":{\"metadata\":{\"timestamp\":1}},"
                    + "\"metadata\":{\"timestamp\":\"2024-01-01T00:00:00.000000Z\"}}"))
        .isEqualTo(new Read(expected));
    assertThat(
            read(
                "/payload/source/ts_ms",
                "{\"payload\":{\"after\":{\"x\":[1,{\"ts_ms\":5}]},"
                    + "\"source\":{\"ts_ms\":1704067200000},\"ts_ms\":9}}"))
        .isEqualTo(new Read(expected));
  }

  @Test
  void the_pointer_counts_elements_and_unescapes_names() {
    Instant expected = Instant.parse("2024-01-01T00:00:00Z");
    assertThat(read("/a/1/0", "{\"a\":[[9,9],[1704067200]]}")).isEqualTo(new Read(expected));
    assertThat(read("/a~1b/~0c", "{\"a/b\":{\"~c\":1704067200}}")).isEqualTo(new Read(expected));
    assertThat(read("/", "{\"\":1704067200}")).isEqualTo(new Read(expected));
    assertThat(read("", "\"2024-01-01T00:00:00Z\"")).isEqualTo(new Read(expected));
    assertThat(read("/a/01", "{\"a\":[0,1704067200]}")).isEqualTo(new Unreadable(Reason.ABSENT));
  }

  @Test
  void what_comes_after_the_place_is_not_looked_at() {
    assertThat(read("/commitTimestamp", "{\"commitTimestamp\":0, this is no JSON"))
        .isEqualTo(new Read(Instant.EPOCH));
  }

  @Test
  void says_why_it_is_unreadable() {
    assertThat(read("/a", "")).isEqualTo(new Unreadable(Reason.EMPTY));
    assertThat(read("/a", "not json")).isEqualTo(new Unreadable(Reason.NOT_JSON));
    assertThat(read("/a", "{\"a\"")).isEqualTo(new Unreadable(Reason.NOT_JSON));
    assertThat(read("/a", "{\"b\":1}")).isEqualTo(new Unreadable(Reason.ABSENT));
    assertThat(read("/a", "{\"a\":null}")).isEqualTo(new Unreadable(Reason.ABSENT));
    assertThat(read("/a/b", "{\"a\":1}")).isEqualTo(new Unreadable(Reason.ABSENT));
    assertThat(read("/a", "   ")).isEqualTo(new Unreadable(Reason.ABSENT));
  }

  @Test
  void reads_a_part_of_an_array_and_a_read_only_buffer_without_moving_them() {
    byte[] bytes = "xx{\"a\":0}yy".getBytes(StandardCharsets.UTF_8);
    ByteBuffer part = ByteBuffer.wrap(bytes, 2, 7).slice();
    var reader = CommitTimestampReader.at("/a");

    assertThat(reader.read(part)).isEqualTo(new Read(Instant.EPOCH));
    assertThat(reader.read(part.asReadOnlyBuffer())).isEqualTo(new Read(Instant.EPOCH));
    assertThat(part.remaining()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commitTimestamp", "/a~", "/a~2b", " /a"})
  void a_bad_pointer_is_refused_with_the_fix(String pointer) {
    assertThatThrownBy(() -> CommitTimestampReader.at(pointer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pointer)
        .hasMessageContaining("JSON pointer");
  }

  @Property(tries = 500)
  @Label("no bytes make it throw")
  void neverThrows(@ForAll byte[] bytes) {
    assertThat(CommitTimestampReader.at("/a").read(ByteBuffer.wrap(bytes))).isNotNull();
    assertThat(CommitTimestampReader.at("").read(ByteBuffer.wrap(bytes))).isNotNull();
  }

  @Property(tries = 300)
  @Label("no text and no number there makes it throw")
  void neverThrowsOnValues(@ForAll String text, @ForAll long number) {
    String plain = text.replace("\\", "").replace("\"", "");
    assertThat(value("\"" + plain + "\"")).isNotNull();
    assertThat(value("\"2024-01-01T" + plain + "\"")).isNotNull();
    assertThat(value(Long.toString(number))).isInstanceOf(Read.class);
  }
}
