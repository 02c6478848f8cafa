package io.farshore.producer.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.commit.CommitTimestampReader;
import io.farshore.producer.changelog.ChangeLog.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesChangeLogTest {

  private static final String POINTER = CommitTimestampReader.DEFAULT_POINTER;

  @TempDir private Path folder;

  private Path file(String content) {
    try {
      return Files.writeString(folder.resolve("changes.jsonl"), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ChangeLog open(String content) {
    return JsonLinesChangeLog.open(file(content), POINTER, new Growth.Complete());
  }

  private static String line(String key, String at) {
    return "{\"key\":\"" + key + "\",\"commitTimestamp\":\"" + at + "\"}";
  }

  private static String lines(int count, int perSecond) {
    return IntStream.range(0, count)
        .mapToObj(i -> line("k" + i, second(i / perSecond)))
        .collect(Collectors.joining("\n"));
  }

  private static String second(long seconds) {
    return at(seconds).toString();
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(1_700_000_000 + seconds);
  }

  private static List<Change> rest(ChangeLog log) {
    List<Change> all = new ArrayList<>();
    while (log.next() instanceof Read.Found found) {
      all.add(found.change());
    }
    return all;
  }

  private static String text(Change change) {
    return StandardCharsets.UTF_8.decode(change.data().duplicate()).toString();
  }

  @Test
  @DisplayName("data are the line's own bytes without \\n or \\r\\n, the last line's too")
  void keepsTheBytes() {
    String first = "{ \"key\" : \"ä\",  \"commitTimestamp\":\"" + second(0) + "\" } ";
    String second = line("b", second(1));
    String third = line("c", second(2));
    try (ChangeLog log = open(first + "\r\n" + second + "\n" + third)) {
      assertThat(rest(log))
          .extracting(JsonLinesChangeLogTest::text)
          .containsExactly(first, second, third);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "a/b"         | a/b
          17            | 17
          1.50          | 1.50
          true          | true
          {"id": 1}     | {"id": 1}
          [1,"x"]       | [1,"x"]
          """)
  @DisplayName("a key that is no text becomes the text of its JSON")
  void readsKeys(String json, String key) {
    String change = "{\"commitTimestamp\":1700000000,\"key\":" + json + ",\"more\":[{}]}";
    try (ChangeLog log = open(change + "\n")) {
      assertThat(rest(log)).extracting(Change::key).containsExactly(key);
    }
  }

  @Test
  @DisplayName("a commit timestamp that falls back counts as the largest before it")
  void neverFalls() {
    String regressing =
        String.join(
            "\n",
            line("a", second(5)),
            line("b", second(3)),
            line("c", second(5)),
            line("d", second(6)));
    try (ChangeLog log = open(regressing)) {
      assertThat(rest(log))
          .extracting(Change::commitTimestamp)
          .containsExactly(at(5), at(5), at(5), at(6));
      log.seek(Watermark.at(at(5)));
      assertThat(rest(log)).extracting(Change::key).containsExactly("a", "b", "c", "d");
      log.seek(Watermark.at(at(6)));
      assertThat(rest(log)).extracting(Change::key).containsExactly("d");
    }
  }

  @Test
  @DisplayName("a seek by timestamp is inclusive, and finds its place in a long log")
  void seeksByTimestamp() {
    try (ChangeLog log = open(lines(5000, 100))) {
      assertThat(rest(log)).hasSize(5000);
      for (int s : new int[] {49, 0, 17, 30, 29}) {
        log.seek(Watermark.at(at(s)));
        assertThat(rest(log).get(0).key()).isEqualTo("k" + s * 100);
      }
      log.seek(Watermark.at(at(17).plusMillis(1)));
      assertThat(rest(log).get(0).key()).isEqualTo("k1800");
      log.seek(Watermark.START);
      assertThat(rest(log)).hasSize(5000);
    }
  }

  @Test
  @DisplayName("a seek by position finds the change, or the place behind the last one")
  void seeksByPosition() {
    try (ChangeLog log = open(lines(3000, 3000))) {
      List<Change> all = rest(log);
      for (int i : new int[] {2999, 0, 1234}) {
        log.seek(all.get(i).watermark());
        assertThat(rest(log)).hasSize(3000 - i);
      }
      log.seek(all.get(2999).watermarkAfter());
      assertThat(log.next()).isInstanceOf(Read.End.class);
      log.seek(all.get(1).watermarkAfter());
      assertThat(rest(log).get(0).key()).isEqualTo("k2");
    }
  }

  @Test
  @DisplayName("the place behind a change is found, though the next change is a later one")
  void seeksBehindEachChange() {
    String rising = lines(3, 1) + "\n\n" + line("k3", second(3)) + "\n";
    try (ChangeLog log = open(rising)) {
      for (Change change : rest(log)) {
        log.seek(change.watermarkAfter());
        assertThat(rest(log)).hasSize(3 - Integer.parseInt(change.key().substring(1)));
      }
    }
  }

  @Test
  @DisplayName("a timestamp that falls back counts as what was reached before, behind a seek too")
  void keepsTheTimestampReachedOverASeekByPosition() {
    String regressing = line("a", second(5)) + "\n" + line("b", second(3)) + "\n";
    try (ChangeLog log = open(regressing)) {
      Watermark ofB = rest(log).get(1).watermark();
      log.seek(ofB);
      assertThat(rest(log)).extracting(Change::commitTimestamp).containsExactly(at(5));
    }
  }

  @Test
  @DisplayName("a position that another log gave, or that a shorter file has not, is refused")
  void refusesOtherLogs() {
    try (ChangeLog log = open(line("a", second(10)) + "\n" + line("b", second(20)) + "\n")) {
      for (Watermark point :
          List.of(
              Watermark.at(at(15), "2"),
              Watermark.at(at(5), "1"),
              Watermark.at(at(30), "9"),
              Watermark.at(at(20), "0/16B3748"))) {
        assertThatThrownBy(() -> log.seek(point)).isInstanceOf(LogNoLongerReachesBack.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          not json                                        | one JSON object
          ["key"]                                         | one JSON object
          {"key":"a","commitTimestamp":1700000000} {}     | one JSON object
          {"key":"a","commitTimestamp":1700000000         | one JSON object
          {"commitTimestamp":1700000000}                  | "key" is missing
          {"key":null,"commitTimestamp":1700000000}       | "key" is missing
          {"key":"","commitTimestamp":1700000000}         | "key" must have 1 to 256
          {"key":"a"}                                     | no commit timestamp at /commitTim
          {"key":"a","commitTimestamp":"yesterday"}       | can't be read; write ISO-8601
          """)
  @DisplayName("a line that is no change is refused with its number and the fix")
  void refusesBadLines(String bad, String problem) {
    Path path = file(line("a", second(0)) + "\n\n" + bad + "\n");
    assertThatThrownBy(() -> JsonLinesChangeLog.validate(path, POINTER))
        .isInstanceOf(ChangeLogUnreadable.class)
        .hasMessageContaining("changes.jsonl, line 3: ")
        .hasMessageContaining(problem);
  }

  @Test
  @DisplayName("a change that is larger than a record may be is refused")
  void refusesLargeLines() {
    String padding = "x".repeat(1024 * 1024);
    Path path = file("{\"key\":\"a\",\"commitTimestamp\":1,\"p\":\"" + padding + "\"}\n");
    assertThatThrownBy(() -> JsonLinesChangeLog.validate(path, POINTER))
        .hasMessageContaining("line 1")
        .hasMessageContaining("1048576 bytes");
  }

  @Test
  @DisplayName("the reader stays in front of a line that can't be read")
  void staysInFrontOfBadLines() {
    try (ChangeLog log = open(line("a", second(0)) + "\nbad\n" + line("b", second(1)))) {
      assertThat(log.next()).isInstanceOf(Read.Found.class);
      assertThatThrownBy(log::next).isInstanceOf(ChangeLogUnreadable.class);
      assertThatThrownBy(log::next).isInstanceOf(ChangeLogUnreadable.class);
    }
  }

  @Test
  @DisplayName("a file that is appended to: a line counts once its end is there")
  void followsAppends() throws IOException {
    Path path = file(line("a", second(0)) + "\n{\"key\":\"b\",");
    try (ChangeLog log = JsonLinesChangeLog.open(path, POINTER, new Growth.Appended())) {
      assertThat(log.next()).isInstanceOf(Read.Found.class);
      assertThat(log.next()).isInstanceOf(Read.NothingYet.class);
      Files.writeString(path, "\"commitTimestamp\":1700000001}\n", StandardOpenOption.APPEND);
      assertThat(rest(log)).extracting(Change::key).containsExactly("b");
      log.seek(Watermark.START);
      assertThat(rest(log)).hasSize(2);
    }
  }

  @Test
  @DisplayName("changes that are committed one by one are there when they are, and stay")
  void followsCommits() {
    AtomicLong committed = new AtomicLong();
    Path path = file(line("a", second(0)) + "\n" + line("b", second(1)) + "\n\n");
    Growth growth = new Growth.Committed(committed::get);
    try (ChangeLog log = JsonLinesChangeLog.open(path, POINTER, growth)) {
      assertThat(log.oldest()).isEmpty();
      assertThat(log.next()).isInstanceOf(Read.NothingYet.class);
      committed.set(1);
      assertThat(rest(log)).hasSize(1);
      assertThat(log.next()).isInstanceOf(Read.NothingYet.class);
      log.seek(Watermark.START);
      assertThat(rest(log)).hasSize(1);
      committed.set(2);
      assertThat(rest(log)).hasSize(1);
      assertThat(log.next()).isInstanceOf(Read.End.class);
    }
  }

  @Test
  @DisplayName("the sample log is whole")
  void readsTheSample() {
    Path sample = Path.of(System.getProperty("farshore.root"), "samples", "changes.jsonl");
    assertThat(JsonLinesChangeLog.validate(sample, POINTER)).isEqualTo(7301);
  }

  @Test
  @DisplayName("a file that is not there is named")
  void namesAMissingFile() {
    assertThatThrownBy(() -> JsonLinesChangeLog.validate(folder.resolve("none"), POINTER))
        .isInstanceOf(ChangeLogUnreadable.class)
        .hasMessageContaining("none")
        .hasMessageContaining("there is no such file");
  }
}
