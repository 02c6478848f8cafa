package io.farshore.lab.cloudwatch;

import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;
import java.util.Optional;

/**
 * How an alarm takes spans of time without data. Real data always counts, and a look goes further
 * back than the alarm's periods to find it; only what is then still wanting is filled.
 */
enum MissingData {
  MISSING,
  IGNORE,
  BREACHING,
  NOT_BREACHING;

  static MissingData named(String name) {
    return switch (name) {
      case "missing" -> MISSING;
      case "ignore" -> IGNORE;
      case "breaching" -> BREACHING;
      case "notBreaching" -> NOT_BREACHING;
      default ->
          throw AwsError.validation("TreatMissingData is missing, ignore, breaching, notBreaching");
    };
  }

  /**
   * The state that data gives.
   *
   * @param breaches newest first, one a period: whether it breaches, empty where there is no data
   * @param periods how many count
   * @param toAlarm how many of these must breach
   * @return empty when the state stays as it is
   */
  Optional<Value> judge(List<Optional<Boolean>> breaches, int periods, int toAlarm) {
    List<Boolean> real = breaches.stream().flatMap(Optional::stream).limit(periods).toList();
    if (real.isEmpty()) {
      return withoutData();
    }
    long breaching = real.stream().filter(breach -> breach).count();
    int wanting = periods - real.size();
    if (this == BREACHING) {
      breaching += wanting;
    }
    if (breaching >= toAlarm) {
      return Optional.of(Value.ALARM);
    }
    boolean allBreach = wanting > 0 && breaching == real.size();
    if (this == MISSING && allBreach) {
      return oldest(breaches) >= toAlarm ? Optional.of(Value.ALARM) : Optional.empty();
    }
    return this == IGNORE && allBreach ? Optional.empty() : Optional.of(Value.OK);
  }

  private Optional<Value> withoutData() {
    return switch (this) {
      case MISSING -> Optional.of(Value.INSUFFICIENT_DATA);
      case IGNORE -> Optional.empty();
      case BREACHING -> Optional.of(Value.ALARM);
      case NOT_BREACHING -> Optional.of(Value.OK);
    };
  }

  /** How many periods ago the oldest data is. */
  private static int oldest(List<Optional<Boolean>> breaches) {
    int age = 0;
    for (int i = 0; i < breaches.size(); i++) {
      if (breaches.get(i).isPresent()) {
        age = i + 1;
      }
    }
    return age;
  }
}
