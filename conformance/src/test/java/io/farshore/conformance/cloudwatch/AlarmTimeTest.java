package io.farshore.conformance.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.kinesis.OwnClock;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What takes minutes on AWS, or a lost Region, in a lab whose clock the test moves. */
class AlarmTimeTest {

  private final OwnClock clock = new OwnClock();
  private Lab lab;
  private CloudWatchClient here;
  private CloudWatchClient there;

  @BeforeEach
  void start() {
    lab = Lab.start(LabSettings.usual().onPort(0), clock);
    Aws aws = Aws.at(lab.endpoint(), lab.regions());
    here = aws.cloudWatch(aws.region());
    there = aws.cloudWatch(aws.otherRegion());
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static void alarm(
      CloudWatchClient client, String name, int period, int periods, String missing) {
    client.putMetricAlarm(
        r ->
            r.alarmName(name)
                .namespace("n")
                .metricName("m")
                .statistic(Statistic.MAXIMUM)
                .period(period)
                .evaluationPeriods(periods)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(missing));
  }

  private void put(CloudWatchClient client, double value) {
    client.putMetricData(
        r ->
            r.namespace("n")
                .metricData(
                    MetricDatum.builder()
                        .metricName("m")
                        .value(value)
                        .timestamp(clock.instant())
                        .storageResolution(1)
                        .build()));
  }

  private static MetricAlarm described(CloudWatchClient client, String name) {
    return client.describeAlarms(r -> r.alarmNames(name)).metricAlarms().get(0);
  }

  private static void awaitState(CloudWatchClient client, String name, StateValue value) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> described(client, name).stateValue() == value);
  }

  @Test
  @DisplayName("a high-resolution alarm goes off when as many periods as it wants have breached")
  void highResolution() {
    alarm(here, "one", 10, 1, "ignore");
    alarm(here, "two", 10, 2, "ignore");
    put(here, 7);
    clock.move(Duration.ofSeconds(10));
    awaitState(here, "one", StateValue.ALARM);
    assertThat(described(here, "two").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);

    put(here, 7);
    clock.move(Duration.ofSeconds(5));
    awaitState(here, "two", StateValue.ALARM);
    assertThat(described(here, "two").stateUpdatedTimestamp()).isEqualTo(clock.instant());
  }

  @Test
  @DisplayName("an alarm with a period of a minute is judged when the minute ends")
  void standardResolution() {
    alarm(here, "fast", 10, 1, "ignore");
    alarm(here, "slow", 60, 1, "missing");
    put(here, 7);
    clock.move(Duration.ofSeconds(10));
    awaitState(here, "fast", StateValue.ALARM);
    assertThat(described(here, "slow").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);

    clock.move(Duration.ofSeconds(45));
    awaitState(here, "slow", StateValue.ALARM);
  }

  @Test
  @DisplayName("a state set by hand lasts until the alarm is judged")
  void setByHand() {
    alarm(here, "a", 10, 1, "notBreaching");
    awaitState(here, "a", StateValue.OK);
    here.setAlarmState(r -> r.alarmName("a").stateValue(StateValue.ALARM).stateReason("a test"));
    assertThat(described(here, "a").stateValue()).isEqualTo(StateValue.ALARM);

    clock.move(Duration.ofSeconds(10));
    awaitState(here, "a", StateValue.OK);
    assertThat(here.describeAlarmHistory(r -> r.alarmName("a")).alarmHistoryItems()).hasSize(3);
  }

  @Test
  @DisplayName("an alarm of a lost Region keeps its state until the Region is back")
  void lostRegion() {
    alarm(here, "a", 10, 1, "breaching");
    alarm(there, "a", 10, 1, "breaching");
    put(here, 1);
    put(there, 1);
    clock.move(Duration.ofSeconds(10));
    awaitState(here, "a", StateValue.OK);
    awaitState(there, "a", StateValue.OK);

    lab.faults().inject(new Fault.RegionLost(lab.regions().get(0)));
    clock.move(Duration.ofMinutes(10));
    awaitState(there, "a", StateValue.ALARM);
    clock.move(Duration.ofMinutes(1));
    lab.faults().healAll();

    awaitState(here, "a", StateValue.ALARM);
    assertThat(described(here, "a").stateUpdatedTimestamp()).isEqualTo(clock.instant());
  }
}
