package io.farshore.command.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.command.UnusableInput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A drill's change log and its moments")
class GeneratedChangesTest {

  @Test
  void theSameSeedGivesTheSameBytes() {
    assertThat(text(GeneratedChanges.lines(500, 7)))
        .isEqualTo(text(GeneratedChanges.lines(500, 7)));
    assertThat(text(GeneratedChanges.lines(500, 7)))
        .isNotEqualTo(text(GeneratedChanges.lines(500, 8)));
  }

  @Test
  void timestampsRepeatAndFallBackAsInRealLogs() {
    List<Instant> committed = new ArrayList<>();
    Pattern member = Pattern.compile("\"commitTimestamp\":\"([^\"]+)\"");
    for (String line : text(GeneratedChanges.lines(2_000, 1))) {
      Matcher found = member.matcher(line);
      assertThat(found.find()).isTrue();
      committed.add(Instant.parse(found.group(1)));
    }
    int falls = 0;
    int repeats = 0;
    for (int i = 1; i < committed.size(); i++) {
      falls += committed.get(i).isBefore(committed.get(i - 1)) ? 1 : 0;
      repeats += committed.get(i).equals(committed.get(i - 1)) ? 1 : 0;
    }
    assertThat(falls).isPositive();
    assertThat(repeats).isPositive();
  }

  @Test
  void momentsAreSecondsOrPercent() {
    assertThat(Moment.parse("50%").committedBy(1_000, 100)).isEqualTo(500);
    assertThat(Moment.parse("3s").committedBy(1_000, 100)).isEqualTo(300);
    assertThat(Moment.parse("3").committedBy(1_000, 100)).isEqualTo(300);
    assertThat(Moment.parse("60s").committedBy(1_000, 100)).isEqualTo(1_000);
    assertThatThrownBy(() -> Moment.parse("-1s")).isInstanceOf(UnusableInput.class);
  }

  @Test
  void thePaceCommitsUpToItsLimitAndGoesOnWhenThatIsRaised() {
    long[] nanos = {0};
    CommitPace pace = new CommitPace(100, () -> nanos[0]);
    nanos[0] += 5_000_000_000L;
    assertThat(pace.getAsLong()).isZero();
    pace.commitUpTo(150);
    nanos[0] += 1_000_000_000L;
    assertThat(pace.getAsLong()).isEqualTo(100);
    nanos[0] += 9_000_000_000L;
    assertThat(pace.getAsLong()).isEqualTo(150);
    pace.commitUpTo(400);
    nanos[0] += 1_000_000_000L;
    assertThat(pace.getAsLong()).isEqualTo(250);
  }

  private static List<String> text(List<byte[]> lines) {
    return lines.stream().map(line -> new String(line, StandardCharsets.UTF_8)).toList();
  }
}
