package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudwatch.ThresholdWords.Datapoint;
import io.farshore.lab.endpoint.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * An alarm on one metric. With a period under a minute it is judged each second, else each minute,
 * on the periods that end then.
 */
final class MetricAlarm implements Alarm {

  private static final Set<String> MEMBERS =
      Set.of(
          "AlarmName",
          "AlarmDescription",
          "ActionsEnabled",
          "OKActions",
          "AlarmActions",
          "InsufficientDataActions",
          "MetricName",
          "Namespace",
          "Statistic",
          "ExtendedStatistic",
          "Dimensions",
          "Period",
          "EvaluationPeriods",
          "DatapointsToAlarm",
          "Threshold",
          "ComparisonOperator",
          "TreatMissingData",
          "Unit",
          "EvaluateLowSampleCountPercentile",
          "Tags");
  private static final Set<Integer> SHORT_PERIODS = Set.of(10, 20, 30);
  private static final int MINUTE = 60;
  private static final int LEAST_HASTENED = 3;

  /** How many periods further back than its own an alarm looks for data. */
  private static final int FURTHER_BACK = 2;

  private final ObjectNode definition;
  private final MetricKey metric;
  private final Statistic statistic;
  private final Optional<String> unit;
  private final int period;
  private final int periods;
  private final int toAlarm;
  private final double threshold;
  private final DoublePredicate breach;
  private final MissingData missingData;

  /** Reads the input of PutMetricAlarm; what the lab can't do is refused. */
  MetricAlarm(ObjectNode definition) {
    definition
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw AwsError.validation("The lab's metric alarms have no " + name);
              }
            });
    this.definition = definition;
    this.metric = MetricKey.of(definition);
    this.statistic =
        Statistic.named(
            definition
                .path("Statistic")
                .asText(definition.path("ExtendedStatistic").asText("missing")));
    this.unit = Optional.ofNullable(definition.path("Unit").textValue());
    this.period = definition.path("Period").asInt();
    this.periods = definition.path("EvaluationPeriods").asInt();
    this.toAlarm = definition.path("DatapointsToAlarm").asInt(periods);
    this.threshold = definition.path("Threshold").asDouble();
    this.breach = breach(definition.path("ComparisonOperator").asText(), threshold);
    this.missingData = MissingData.named(definition.path("TreatMissingData").asText("missing"));
    if (definition.path("EvaluateLowSampleCountPercentile").asText().equals("ignore")) {
      throw AwsError.validation("The lab's alarms evaluate percentiles of few samples, too.");
    }
    if (!SHORT_PERIODS.contains(period) && (period <= 0 || period % MINUTE != 0)) {
      throw AwsError.validation("Period is 10, 20, 30 or a multiple of 60, not " + period);
    }
    if (periods < 1 || toAlarm < 1 || toAlarm > periods) {
      throw AwsError.validation("DatapointsToAlarm is 1 to EvaluationPeriods");
    }
  }

  private static DoublePredicate breach(String operator, double threshold) {
    return switch (operator) {
      case "GreaterThanOrEqualToThreshold" -> value -> value >= threshold;
      case "GreaterThanThreshold" -> value -> value > threshold;
      case "LessThanThreshold" -> value -> value < threshold;
      case "LessThanOrEqualToThreshold" -> value -> value <= threshold;
      default -> throw AwsError.validation("The lab has no ComparisonOperator " + operator);
    };
  }

  @Override
  public ObjectNode definition() {
    return definition;
  }

  @Override
  public int judgedEachSeconds() {
    return period < MINUTE ? 1 : MINUTE;
  }

  @Override
  public Optional<AlarmState> judge(
      MetricStore store, Function<String, Optional<AlarmState>> states, Instant now, int haste) {
    List<Optional<Datapoint>> points = new ArrayList<>();
    long turn = Math.max(1, judgedEachSeconds() / haste);
    Instant end = Instant.ofEpochSecond(now.getEpochSecond() / turn * turn);
    for (int i = 0; i < periods + FURTHER_BACK; i++) {
      Instant start = end.minus(Duration.ofSeconds(hastened(haste)));
      points.add(
          store
              .between(metric, unit, start, end)
              .map(
                  samples ->
                      new Datapoint(
                          start, statistic.of().applyAsDouble(samples), samples.count())));
      end = start;
    }
    List<Optional<Boolean>> breaches =
        points.stream().map(point -> point.map(each -> breach.test(each.value()))).toList();
    List<Datapoint> recent = points.stream().flatMap(Optional::stream).limit(periods).toList();
    return missingData
        .judge(breaches, periods, toAlarm)
        .map(value -> new AlarmState(value, reason(value, recent), reasonData(recent, now), now));
  }

  /** A look that waits for its time limit takes two seconds: one at least falls into a period. */
  private int hastened(int haste) {
    return Math.max(period / haste, Math.min(period, LEAST_HASTENED));
  }

  private String reason(AlarmState.Value value, List<Datapoint> recent) {
    return ThresholdWords.of(
        value,
        recent,
        recent.stream().filter(point -> breach.test(point.value())).toList(),
        periods,
        toAlarm,
        definition.path("ComparisonOperator").asText(),
        threshold,
        definition.path("TreatMissingData").asText("missing"));
  }

  private String reasonData(List<Datapoint> recent, Instant now) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("version", "1.0").put("queryDate", AlarmEvents.timestamp(now));
    if (!recent.isEmpty()) {
      Instant first = recent.get(recent.size() - 1).start();
      data.put("startDate", AlarmEvents.timestamp(first));
    }
    unit.ifPresent(name -> data.put("unit", name));
    data.put("statistic", statistic.name()).put("period", period);
    ArrayNode values = data.putArray("recentDatapoints");
    recent.forEach(point -> values.add(point.value()));
    data.put("threshold", threshold);
    ArrayNode evaluated = data.putArray("evaluatedDatapoints");
    for (Datapoint point : recent) {
      evaluated
          .addObject()
          .put("timestamp", AlarmEvents.timestamp(point.start()))
          .put("sampleCount", point.sampleCount())
          .put("value", point.value());
    }
    return data.toString();
  }

  @Override
  public ObjectNode eventConfiguration() {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    if (definition.has("AlarmDescription")) {
      configuration.set("description", definition.get("AlarmDescription"));
    }
    ObjectNode query = configuration.putArray("metrics").addObject();
    query.put("id", "m1").put("returnData", true);
    ObjectNode stat = query.putObject("metricStat");
    stat.put("period", period).put("stat", statistic.name());
    ObjectNode named = stat.putObject("metric");
    named.put("namespace", metric.namespace()).put("name", metric.name());
    ObjectNode dimensions = named.putObject("dimensions");
    metric.dimensions().forEach(dimensions::put);
    return configuration;
  }

  @Override
  public boolean isComposite() {
    return false;
  }
}
