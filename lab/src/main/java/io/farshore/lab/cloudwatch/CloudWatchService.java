package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.faults.RegionState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * CloudWatch: metrics, put by call or in log lines, and alarms on them. Alarms with a period under
 * a minute are judged each second, others each minute; a change goes to EventBridge's default bus
 * of the Region and to the alarm's topics and functions. In a lost Region nothing is judged. Metric
 * math, anomaly detection, streams and insight rules are refused. Thread-safe.
 */
public final class CloudWatchService implements AwsService {

  private final Map<String, MetricStore> stores = new ConcurrentHashMap<>();
  private final Alarms alarms;
  private final AlarmApi alarmApi;
  private final MetricApi metricApi;
  private final AlarmTags tags;
  private final Dashboards dashboards;

  /**
   * No metrics and no alarms.
   *
   * @param api the way to EventBridge, topics and functions
   * @param regions which Regions are lost
   * @param loop times the alarms, and says what time it is for them
   * @param clock stamps metrics without a time; the same time as the loop's
   * @param ids makes request ids
   */
  public CloudWatchService(
      AwsApi api, RegionState regions, EventLoop loop, Clock clock, Supplier<String> ids) {
    this.alarms = new Alarms(loop, regions, this::store, new AlarmEvents(api, ids));
    this.alarmApi = new AlarmApi(alarms, clock);
    this.metricApi = new MetricApi(clock);
    this.tags = new AlarmTags(alarms);
    this.dashboards = new Dashboards(clock);
  }

  @Override
  public String signingName() {
    return "monitoring";
  }

  /**
   * Takes the metrics out of a line that a function logged, if it holds a document in embedded
   * metric format; other lines do nothing.
   *
   * @param time of the metrics where the document names none
   */
  public void ingest(String region, String line, Instant time) {
    EmbeddedMetrics.ingest(store(region), line, time);
  }

  /**
   * Counts what another service says of itself.
   *
   * @param dimensions each set of them under which it is counted
   */
  public void record(
      String region,
      String namespace,
      String name,
      String unit,
      List<Map<String, String>> dimensions,
      double value,
      Instant time) {
    for (Map<String, String> each : dimensions) {
      store(region).add(new MetricKey(namespace, name, each), unit, time, value, 1);
    }
  }

  /**
   * Makes the periods of all alarms pass so many times as fast, none in less than three seconds.
   */
  public void hastenAlarms(int times) {
    alarms.hasten(times);
  }

  /** The state of an alarm, by name or ARN; empty when there is no such alarm in the Region. */
  public Optional<AlarmState> alarmState(String region, String nameOrArn) {
    return alarms.state(region, nameOrArn);
  }

  /** The last thousand changes of alarms in all Regions, oldest first. */
  public List<AlarmChange> alarmChanges() {
    return alarms.changes();
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(answer(call));
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JsonNode answer(ApiCall call) {
    MetricStore store = store(call.region());
    return switch (call.operation()) {
      case "PutMetricData" -> metricApi.put(store, call.input());
      case "GetMetricData" -> DatapointApi.data(store, call.input());
      case "GetMetricStatistics" -> DatapointApi.statistics(store, call.input());
      case "ListMetrics" -> metricApi.list(store, call.input());
      case "PutDashboard" -> dashboards.put(call.input());
      case "GetDashboard" -> dashboards.get(call.input());
      case "ListDashboards" -> dashboards.list(call.input());
      case "DeleteDashboards" -> dashboards.delete(call.input());
      case "ListTagsForResource" -> tags.list(call);
      case "TagResource" -> tags.tag(call);
      case "UntagResource" -> tags.untag(call);
      default -> alarm(call);
    };
  }

  private JsonNode alarm(ApiCall call) {
    return switch (call.operation()) {
      case "PutMetricAlarm" -> alarmApi.put(call, false);
      case "PutCompositeAlarm" -> alarmApi.put(call, true);
      case "DescribeAlarms" -> alarmApi.describe(call);
      case "DescribeAlarmsForMetric" -> alarmApi.describeForMetric(call);
      case "DescribeAlarmHistory" -> alarmApi.history(call);
      case "DeleteAlarms" -> alarmApi.delete(call);
      case "SetAlarmState" -> alarmApi.setState(call);
      case "EnableAlarmActions" -> alarmApi.enableActions(call, true);
      case "DisableAlarmActions" -> alarmApi.enableActions(call, false);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private MetricStore store(String region) {
    return stores.computeIfAbsent(region, name -> new MetricStore());
  }
}
