package io.farshore.lab.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cron(0 12 * * ? *);UTC;2026-03-01T12:00:00Z;2026-03-02T12:00:00Z",
        "cron(0/15 * * * ? *);UTC;2026-03-01T12:01:30Z;2026-03-01T12:15:00Z",
        "cron(0 18 ? * MON-FRI *);UTC;2026-03-06T18:00:00Z;2026-03-09T18:00:00Z",
        "cron(0 8 L * ? *);UTC;2026-02-01T00:00:00Z;2026-02-28T08:00:00Z",
        "cron(0 8 15W * ? *);UTC;2026-03-01T00:00:00Z;2026-03-16T08:00:00Z",
        "cron(15 10 ? * 6L *);UTC;2026-03-01T00:00:00Z;2026-03-27T10:15:00Z",
        "cron(0 2 ? * SAT#3 *);UTC;2026-03-01T00:00:00Z;2026-03-21T02:00:00Z",
        "cron(0 0 29 2 ? *);UTC;2026-03-01T00:00:00Z;2028-02-29T00:00:00Z",
        "cron(0 12 * * ? *);Europe/Berlin;2026-03-28T12:00:00Z;2026-03-29T10:00:00Z",
        "cron(30 2 * * ? *);Europe/Berlin;2026-03-28T12:00:00Z;2026-03-30T00:30:00Z",
        "at(2026-03-01T12:00:00);Europe/Berlin;2026-03-01T00:00:00Z;2026-03-01T11:00:00Z",
      })
  @DisplayName("a schedule is due next when AWS says, in its time zone")
  void next(String expression, String zone, Instant now, Instant due) {
    Recurrence recurrence = Recurrence.of(expression, ZoneId.of(zone)).orElseThrow();

    assertThat(recurrence.next(Optional.empty(), now)).contains(due);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 1 * * * *)",
        "cron(0 1 ? * ? *)",
        "cron(71 8 1 * ? *)",
        "cron(0 8 1 13 ? *)",
        "cron(0 8 1 * ?)",
        "cron(7 20 ? * NOT *)",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "at(2026-03-01)",
        "at(2026-03-01T12:00:00Z)",
        "every day"
      })
  @DisplayName("what is not a schedule is not taken for one")
  void wrong(String expression) {
    assertThat(Recurrence.of(expression, ZoneId.of("UTC"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cron(0 12 1 1 ? 2020)", "at(2020-01-01T00:00:00)"})
  @DisplayName("what is past is due no more")
  void past(String expression) {
    Recurrence recurrence = Recurrence.of(expression, ZoneId.of("UTC")).orElseThrow();

    assertThat(recurrence.next(Optional.empty(), Instant.parse("2026-03-01T00:00:00Z"))).isEmpty();
  }
}
