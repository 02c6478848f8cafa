package io.farshore.lab.route53;

import java.util.Optional;

/** Says what alarms say. Thread-safe. */
@FunctionalInterface
public interface AlarmStates {

  /**
   * The state of an alarm: {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}; empty when there
   * is no such alarm.
   */
  Optional<String> of(String region, String alarmName);
}
