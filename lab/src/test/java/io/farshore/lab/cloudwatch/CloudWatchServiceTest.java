package io.farshore.lab.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.cloudwatch.AlarmState.Value;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CloudWatchServiceTest {

  private static final String REGION = "us-east-2";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Faults faults = new Faults();
  private final List<ApiCall> calls = new ArrayList<>();
  private final CloudWatchService service =
      new CloudWatchService(
          new AwsApi() {
            @Override
            public CompletableFuture<JsonNode> call(ApiCall call) {
              calls.add(call);
              return CompletableFuture.completedFuture(JSON.createObjectNode());
            }
          },
          faults,
          loop,
          Clock.fixed(VirtualEventLoop.START, ZoneOffset.UTC),
          () -> "id");

  @Test
  @DisplayName("A high-resolution alarm goes off within a second of its last breaching period")
  void highResolution() {
    alarm("'Period':10,'EvaluationPeriods':2,'TreatMissingData':'ignore'");
    emitFor(30, 0);
    assertThat(state()).isEqualTo(Value.OK);
    emitFor(18, 1);
    assertThat(state()).isEqualTo(Value.OK);
    emitFor(3, 1);
    assertThat(state()).isEqualTo(Value.ALARM);
    emitFor(3, 0);
    assertThat(state()).isEqualTo(Value.OK);
  }

  @Test
  @DisplayName("The change goes to EventBridge in AWS's shape, and to the alarm's topic")
  void event() throws JsonProcessingException {
    alarm(
        "'Period':10,'EvaluationPeriods':1,'AlarmActions':"
            + "['arn:aws:sns:us-east-2:111122223333:t']");
    emitFor(12, 1);
    assertThat(calls).extracting(ApiCall::operation).containsExactly("PutEvents", "Publish");
    assertThat(calls.get(0).region()).isEqualTo(REGION);
    assertThat(calls.get(0).caller().homeRegion()).contains(REGION);
    JsonNode entry = calls.get(0).input().path("Entries").path(0);
    assertThat(entry.path("Source").asText()).isEqualTo("aws.cloudwatch");
    assertThat(entry.path("DetailType").asText()).isEqualTo("CloudWatch Alarm State Change");
    assertThat(entry.path("Resources").path(0).asText())
        .isEqualTo("arn:aws:cloudwatch:us-east-2:111122223333:alarm:a");
    JsonNode detail = JSON.readTree(entry.path("Detail").asText());
    assertThat(detail.path("alarmName").asText()).isEqualTo("a");
    assertThat(detail.path("state").path("value").asText()).isEqualTo("ALARM");
    assertThat(detail.path("state").path("timestamp").asText())
        .matches("2026-01-01T00:00:\\d\\d.000\\+0000");
    assertThat(detail.path("previousState").path("value").asText()).isEqualTo("INSUFFICIENT_DATA");
    assertThat(detail.at("/configuration/metrics/0/metricStat/metric/dimensions/StreamName"))
        .isEqualTo(JSON.readTree("\"s\""));
  }

  @Test
  @DisplayName("An alarm with a period of a minute is judged once a minute")
  void standardResolution() {
    alarm("'Period':60,'EvaluationPeriods':1");
    emitFor(59, 1);
    assertThat(state()).isEqualTo(Value.INSUFFICIENT_DATA);
    emitFor(2, 1);
    assertThat(state()).isEqualTo(Value.ALARM);
  }

  @Test
  @DisplayName("In a lost Region alarms keep their state, and no event is sent")
  void lostRegion() {
    alarm("'Period':10,'EvaluationPeriods':1,'TreatMissingData':'breaching'");
    emitFor(12, 0);
    calls.clear();
    faults.inject(new Fault.RegionLost(REGION));
    loop.advance(Duration.ofMinutes(10));
    assertThat(state()).isEqualTo(Value.OK);
    assertThat(calls).isEmpty();
    faults.healAll();
    loop.advance(Duration.ofSeconds(2));
    assertThat(state()).isEqualTo(Value.ALARM);
  }

  @Test
  @DisplayName("Metrics are taken from embedded metric format; other log lines do nothing")
  void embeddedMetrics() {
    service.ingest(REGION, "START RequestId", loop.wallTime());
    service.ingest(REGION, "{\"_aws\": broken", loop.wallTime());
    emit(3);
    emit(5);
    ObjectNode query = tree("{'StartTime':1767225600,'EndTime':1767225660}");
    ObjectNode stat = query.putArray("MetricDataQueries").addObject().put("Id", "m");
    stat.set(
        "MetricStat",
        tree(
            "{'Metric':{'Namespace':'Farshore','MetricName':'Impaired','Dimensions':"
                + "[{'Name':'StreamName','Value':'s'}]},'Period':60,'Stat':'p50'}"));
    JsonNode result = call("GetMetricData", query).path("MetricDataResults").path(0);
    assertThat(result.path("Values").path(0).asDouble()).isEqualTo(3);
    assertThat(result.path("Timestamps").path(0).asLong()).isEqualTo(1767225600);
    assertThat(call("ListMetrics", tree("{}")).path("Metrics")).hasSize(1);
  }

  @Test
  @DisplayName("Statistics are those of the values put")
  void statistics() {
    call(
        "PutMetricData",
        tree(
            "{'Namespace':'n','MetricData':[{'MetricName':'m','Value':1},{'MetricName':'m',"
                + "'Values':[2,6],'Counts':[2,1]}]}"));
    JsonNode point =
        call(
                "GetMetricStatistics",
                tree(
                    "{'Namespace':'n','MetricName':'m','Period':60,'StartTime':1767225600,"
                        + "'EndTime':1767225660,'Statistics':['Average','Sum','Minimum','Maximum',"
                        + "'SampleCount']}"))
            .path("Datapoints")
            .path(0);
    assertThat(point.path("SampleCount").asDouble()).isEqualTo(4);
    assertThat(point.path("Sum").asDouble()).isEqualTo(11);
    assertThat(point.path("Average").asDouble()).isEqualTo(2.75);
    assertThat(point.path("Minimum").asDouble()).isEqualTo(1);
    assertThat(point.path("Maximum").asDouble()).isEqualTo(6);
  }

  @Test
  @DisplayName("A composite alarm follows the states of others")
  void composite() {
    alarm("'Period':10,'EvaluationPeriods':1");
    call(
        "PutCompositeAlarm",
        tree("{'AlarmName':'c','AlarmRule':'ALARM(a) AND NOT (ALARM(\\\"gone\\\") OR FALSE)'}"));
    emitFor(12, 1);
    assertThat(service.alarmState(REGION, "c").orElseThrow().value()).isEqualTo(Value.ALARM);
    emitFor(12, 0);
    assertThat(service.alarmState(REGION, "c").orElseThrow().value()).isEqualTo(Value.OK);
    assertThat(
            call("DescribeAlarms", tree("{'AlarmTypes':['CompositeAlarm']}"))
                .path("CompositeAlarms"))
        .hasSize(1);
  }

  @Test
  @DisplayName("A state that was set by hand is told, and lasts until the alarm is judged")
  void setState() {
    alarm("'Period':60,'EvaluationPeriods':1,'TreatMissingData':'notBreaching'");
    loop.advance(Duration.ofSeconds(5));
    call("SetAlarmState", tree("{'AlarmName':'a','StateValue':'ALARM','StateReason':'test'}"));
    assertThat(state()).isEqualTo(Value.ALARM);
    loop.advance(Duration.ofMinutes(1));
    assertThat(state()).isEqualTo(Value.OK);
    assertThat(service.alarmChanges()).hasSize(3);
  }

  @Test
  @DisplayName("What the lab can't judge is refused")
  void refused() {
    assertThatThrownBy(() -> alarm("'Period':10,'EvaluationPeriods':1,'Metrics':[]"))
        .hasMessageContaining("Metrics");
    assertThatThrownBy(() -> alarm("'Period':15,'EvaluationPeriods':1"))
        .hasMessageContaining("Period");
    assertThatThrownBy(
            () -> call("PutCompositeAlarm", tree("{'AlarmName':'c','AlarmRule':'ALARM(a) AND'}")))
        .hasMessageContaining("AlarmRule");
  }

  private void alarm(String members) {
    call(
        "PutMetricAlarm",
        tree(
            "{'AlarmName':'a','Namespace':'Farshore','MetricName':'Impaired','Dimensions':"
                + "[{'Name':'StreamName','Value':'s'}],'Statistic':'Minimum','Threshold':1,"
                + "'ComparisonOperator':'GreaterThanOrEqualToThreshold',"
                + members
                + "}"));
  }

  private void emitFor(int seconds, int value) {
    for (int i = 0; i < seconds; i++) {
      emit(value);
      loop.advance(Duration.ofSeconds(1));
    }
  }

  private void emit(int value) {
    service.ingest(
        REGION,
        "{\"_aws\":{\"Timestamp\":"
            + loop.wallTime().toEpochMilli()
            + ",\"CloudWatchMetrics\":[{\"Namespace\":\"Farshore\",\"Dimensions\":[[\"StreamName\"]],"
            + "\"Metrics\":[{\"Name\":\"Impaired\",\"StorageResolution\":1}]}]},"
            + "\"StreamName\":\"s\",\"Impaired\":"
            + value
            + "}",
        loop.wallTime());
  }

  private Value state() {
    return service.alarmState(REGION, "a").orElseThrow().value();
  }

  private JsonNode call(String operation, ObjectNode input) {
    try {
      return service
          .call(new ApiCall(Caller.outside("test"), REGION, "monitoring", operation, input, "id"))
          .join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private static ObjectNode tree(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
