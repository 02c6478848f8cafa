package io.farshore.conformance.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.sqs.Queue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ActionsSuppressedBy;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.eventbridge.model.Target;

class AlarmTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Aws aws = Aws.shared();
  private final CloudWatchClient metrics = aws.cloudWatch(aws.region());

  private void alarm(String name, String topic) {
    metrics.putMetricAlarm(
        r ->
            r.alarmName(name)
                .namespace("conformance")
                .metricName(name)
                .statistic(Statistic.MAXIMUM)
                .period(10)
                .evaluationPeriods(1)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .alarmActions(topic == null ? List.of() : List.of(topic))
                .treatMissingData("ignore"));
  }

  private static MetricDatum.Builder datum(String name) {
    return MetricDatum.builder().metricName(name);
  }

  private MetricAlarm described(String name) {
    return metrics.describeAlarms(r -> r.alarmNames(name)).metricAlarms().get(0);
  }

  @Test
  @DisplayName("a high-resolution alarm goes off, says why, and tells its topic and its history")
  void goesOff() {
    String name = Aws.name("alarm");
    String topic = aws.sns(aws.region()).createTopic(r -> r.name(Aws.name("topic"))).topicArn();
    Queue queue = Queue.of(aws);
    aws.sns(aws.region()).subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue.arn()));
    alarm(name, topic);
    assertThat(described(name).stateReason()).isEqualTo("Unchecked: Initial alarm creation");

    metrics.putMetricData(
        r ->
            r.namespace("conformance")
                .metricData(datum(name).value(7.5).storageResolution(1).build()));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> described(name).stateValue() == StateValue.ALARM);
    assertThat(described(name).stateReason())
        .matches(
            "Threshold Crossed: 1 datapoint \\[7.5 \\(.+\\)] was greater than the threshold"
                + " \\(5.0\\)\\.");
    assertThat(queue.receive().get(0).body())
        .contains("ALARM: \\\"" + name + "\\\" in ")
        .contains("NewStateReason");
    assertThat(metrics.describeAlarmHistory(r -> r.alarmName(name)).alarmHistoryItems())
        .singleElement()
        .extracting(each -> each.historySummary())
        .isEqualTo("Alarm updated from INSUFFICIENT_DATA to ALARM");
    metrics.deleteAlarms(r -> r.alarmNames(name));
  }

  @Test
  @DisplayName("a composite alarm follows its alarms, and names the one that made it change")
  void composite() {
    String one = Aws.name("alarm");
    String name = Aws.name("composite");
    alarm(one, null);
    metrics.putCompositeAlarm(r -> r.alarmName(name).alarmRule("ALARM(\"" + one + "\")"));

    metrics.setAlarmState(r -> r.alarmName(one).stateValue(StateValue.ALARM).stateReason("a test"));

    await()
        .untilAsserted(
            () ->
                assertThat(
                        metrics
                            .describeAlarms(
                                r -> r.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                            .compositeAlarms())
                    .singleElement()
                    .satisfies(
                        found -> {
                          assertThat(found.stateValue()).isEqualTo(StateValue.ALARM);
                          assertThat(found.stateReason())
                              .startsWith("arn:aws:cloudwatch:")
                              .contains(":alarm:" + one + " transitioned to ALARM at ");
                        }));
    metrics.deleteAlarms(r -> r.alarmNames(name));
    metrics.deleteAlarms(r -> r.alarmNames(one));
  }

  @Test
  @DisplayName("a composite alarm does nothing while its suppressor is in ALARM, and then acts")
  void suppressed() {
    String one = Aws.name("alarm");
    String suppressor = Aws.name("suppressor");
    String name = Aws.name("composite");
    String topic = aws.sns(aws.region()).createTopic(r -> r.name(Aws.name("topic"))).topicArn();
    Queue queue = Queue.of(aws);
    aws.sns(aws.region()).subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue.arn()));
    alarm(one, null);
    alarm(suppressor, null);
    metrics.putCompositeAlarm(
        r ->
            r.alarmName(name)
                .alarmRule("ALARM(\"" + one + "\")")
                .alarmActions(topic)
                .actionsSuppressor(suppressor)
                .actionsSuppressorWaitPeriod(1)
                .actionsSuppressorExtensionPeriod(1));
    set(suppressor, StateValue.ALARM);
    set(one, StateValue.ALARM);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              CompositeAlarm found = compositeAlarm(name);
              assertThat(found.stateValue()).isEqualTo(StateValue.ALARM);
              assertThat(found.actionsSuppressedBy()).isEqualTo(ActionsSuppressedBy.ALARM);
            });
    assertThat(queue.receiveNow()).isEmpty();
    set(suppressor, StateValue.OK);

    assertThat(queue.receive().get(0).body()).contains("ALARM: \\\"" + name + "\\\" in ");
    assertThat(compositeAlarm(name).actionsSuppressedBy()).isNull();
    metrics.deleteAlarms(r -> r.alarmNames(name));
    metrics.deleteAlarms(r -> r.alarmNames(one, suppressor));
  }

  private void set(String name, StateValue value) {
    metrics.setAlarmState(r -> r.alarmName(name).stateValue(value).stateReason("a test"));
  }

  private CompositeAlarm compositeAlarm(String name) {
    return metrics
        .describeAlarms(r -> r.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
        .compositeAlarms()
        .get(0);
  }

  @Test
  @DisplayName("a change of state is an event, in AWS's shape")
  void event() {
    String name = Aws.name("alarm");
    String rule = Aws.name("rule");
    Queue queue = Queue.of(aws);
    alarm(name, null);
    String arn = described(name).alarmArn();
    var events = aws.events(aws.region());
    Target target = Target.builder().id("queue").arn(queue.arn()).build();
    events.putRule(r -> r.name(rule).eventPattern("{\"resources\":[\"" + arn + "\"]}"));
    events.putTargets(r -> r.rule(rule).targets(target));

    set(name, StateValue.ALARM);

    assertThat(queue.receive().get(0).body())
        .contains("\"source\":\"aws.cloudwatch\"")
        .contains("\"detail-type\":\"CloudWatch Alarm State Change\"")
        .contains("\"alarmName\":\"" + name + "\"")
        .containsPattern("\"state\":\\{[^}]*\"value\":\"ALARM\"")
        .containsPattern("\"timestamp\":\"[0-9T:-]{19}\\.\\d{3}\\+0000\"")
        .containsPattern("\"previousState\":\\{[^}]*\"value\":\"INSUFFICIENT_DATA\"");
    events.removeTargets(r -> r.rule(rule).ids("queue"));
    events.deleteRule(r -> r.name(rule));
    metrics.deleteAlarms(r -> r.alarmNames(name));
  }

  @Test
  @DisplayName("datapoints come by statistic and unit")
  void statistics() {
    String name = Aws.name("metric");
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);
    metrics.putMetricData(
        r ->
            r.namespace("conformance")
                .metricData(
                    datum(name)
                        .values(1.0, 10.0)
                        .counts(2.0, 4.0)
                        .unit(StandardUnit.COUNT)
                        .timestamp(now)
                        .build()));

    var points =
        metrics
            .getMetricStatistics(
                r ->
                    r.namespace("conformance")
                        .metricName(name)
                        .startTime(now)
                        .endTime(now.plusSeconds(60))
                        .period(60)
                        .statistics(Statistic.SUM, Statistic.SAMPLE_COUNT, Statistic.MAXIMUM))
            .datapoints();

    assertThat(points).hasSize(1);
    assertThat(points.get(0).sum()).isEqualTo(42);
    assertThat(points.get(0).sampleCount()).isEqualTo(6);
    assertThat(points.get(0).maximum()).isEqualTo(10);
    assertThat(points.get(0).unit()).isEqualTo(StandardUnit.COUNT);
  }

  @Test
  @DisplayName("what is wrong is said in CloudWatch's words")
  void errors() {
    assertThatThrownBy(
            () ->
                metrics.putMetricData(
                    r ->
                        r.namespace("conformance")
                            .metricData(datum("m").value(1.0).values(2.0).build())))
        .isInstanceOf(CloudWatchException.class)
        .hasMessageContaining(
            "The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually"
                + " exclusive and you have specified both.");
    assertThatThrownBy(
            () ->
                metrics.setAlarmState(
                    r ->
                        r.alarmName(Aws.name("none"))
                            .stateValue(StateValue.OK)
                            .stateReason("none")))
        .isInstanceOfSatisfying(
            CloudWatchException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }
}
