package io.farshore.lab.cloudwatch;

/**
 * An alarm that changed its state.
 *
 * @param region of the alarm
 * @param alarmName its name
 * @param before its state until then
 * @param after its state since
 */
public record AlarmChange(String region, String alarmName, AlarmState before, AlarmState after) {}
