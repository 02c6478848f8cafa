package io.farshore.verifier.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.verifier.evidence.Change;
import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.Positions;
import io.farshore.verifier.evidence.Run;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Changes as real logs have them")
class ChangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"key\":\"a\",\"commitTimestamp\":1700000000} | a",
        "{\"key\":12345,\"commitTimestamp\":1700000000000} | 12345",
        "{\"key\":3.50,\"commitTimestamp\":\"1700000000000000\"} | 3.50",
        "{\"key\":true,\"commitTimestamp\":1700000000000000000} | true",
        "{\"key\":{\"id\": 7},\"commitTimestamp\":\"2023-11-14 22:13:20\"} | {\"id\": 7}",
        "{\"key\":[\"p\",1],\"commitTimestamp\":\"2023-11-14T22:13:20\"} | [\"p\",1]",
        "{\"key\":\"ключ\",\"commitTimestamp\":\"2023-11-14T23:13:20+01:00\"} | ключ"
      })
  void keysAreTextAndTimestampsHaveManyForms(String line, String key) {
    Change change = only(line);
    assertThat(change.key()).isEqualTo(key);
    assertThat(change.commitTimestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void blankLinesAndCarriageReturnsAreNoPartOfAChange() {
    List<Change> changes =
        in("{\"key\":\"a\",\"commitTimestamp\":1}\r\n\n{\"key\":\"a\",\"commitTimestamp\":2}\n", 2);
    assertThat(changes).extracting(Change::line).containsExactly(1, 3);
  }

  private static Change only(String line) {
    return in(line + "\n", 1).get(0);
  }

  private static List<Change> in(String file, int count) {
    ChangeLog log = ChangeLog.ofFile("p", file.getBytes(StandardCharsets.UTF_8));
    Run run =
        new Run(
            "orders",
            null,
            null,
            null,
            null,
            null,
            null,
            List.of("p"),
            null,
            null,
            null,
            null,
            null,
            Positions.LINE_NUMBER,
            null,
            null,
            null,
            null);
    Changes changes = new Changes(new Evidence(run, List.of(log), Map.of(), Map.of(), List.of()));
    assertThat(changes.count()).isEqualTo(count);
    return changes.byProducer().get("p");
  }
}
