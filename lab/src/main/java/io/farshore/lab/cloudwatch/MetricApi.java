package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The operations on metrics. */
final class MetricApi {

  private final Clock clock;

  MetricApi(Clock clock) {
    this.clock = clock;
  }

  ObjectNode put(MetricStore store, JsonNode input) {
    String namespace = input.path("Namespace").asText();
    for (JsonNode datum : input.path("MetricData")) {
      MetricKey key =
          new MetricKey(
              namespace,
              datum.path("MetricName").asText(),
              MetricKey.dimensions(datum.path("Dimensions")));
      Instant time = datum.hasNonNull("Timestamp") ? time(datum.get("Timestamp")) : clock.instant();
      if (datum.has("Value")) {
        store.add(key, time, datum.get("Value").asDouble(), 1);
      }
      JsonNode values = datum.path("Values");
      for (int i = 0; i < values.size(); i++) {
        store.add(key, time, values.get(i).asDouble(), datum.path("Counts").path(i).asDouble(1));
      }
      JsonNode set = datum.path("StatisticValues");
      if (set.isObject()) {
        store.addSet(
            key,
            time,
            set.path("SampleCount").asDouble(),
            set.path("Sum").asDouble(),
            set.path("Minimum").asDouble(),
            set.path("Maximum").asDouble());
      }
    }
    return object();
  }

  ObjectNode list(MetricStore store, JsonNode input) {
    ObjectNode output = object();
    ArrayNode list = output.putArray("Metrics");
    store.metrics().stream()
        .filter(key -> input.path("Namespace").asText(key.namespace()).equals(key.namespace()))
        .filter(key -> input.path("MetricName").asText(key.name()).equals(key.name()))
        .sorted(Comparator.comparing(MetricKey::toString))
        .forEach(
            key ->
                list.addObject()
                    .put("Namespace", key.namespace())
                    .put("MetricName", key.name())
                    .set("Dimensions", key.listed()));
    return output;
  }

  ObjectNode statistics(MetricStore store, JsonNode input) {
    MetricKey key = MetricKey.of(input);
    List<Statistic> statistics = new ArrayList<>();
    input.path("Statistics").forEach(name -> statistics.add(Statistic.named(name.asText())));
    List<Statistic> extended = new ArrayList<>();
    input.path("ExtendedStatistics").forEach(name -> extended.add(Statistic.named(name.asText())));
    ObjectNode output = object().put("Label", key.name());
    ArrayNode points = output.putArray("Datapoints");
    for (Point point : points(store, key, input, input.path("Period").asInt())) {
      ObjectNode node = points.addObject().put("Timestamp", point.start().getEpochSecond());
      statistics.forEach(each -> node.put(each.name(), each.of().applyAsDouble(point.samples())));
      if (!extended.isEmpty()) {
        ObjectNode more = node.putObject("ExtendedStatistics");
        extended.forEach(each -> more.put(each.name(), each.of().applyAsDouble(point.samples())));
      }
    }
    return output;
  }

  ObjectNode data(MetricStore store, JsonNode input) {
    ObjectNode output = object();
    ArrayNode results = output.putArray("MetricDataResults");
    for (JsonNode query : input.path("MetricDataQueries")) {
      if (query.has("Expression")) {
        throw AwsError.validation("The lab has no metric math");
      }
      JsonNode stat = query.path("MetricStat");
      MetricKey key = MetricKey.of(stat.path("Metric"));
      Statistic statistic = Statistic.named(stat.path("Stat").asText());
      List<Point> points = points(store, key, input, stat.path("Period").asInt());
      if (!input.path("ScanBy").asText().equals("TimestampAscending")) {
        Collections.reverse(points);
      }
      ObjectNode result = results.addObject().put("Id", query.path("Id").asText());
      result.put("Label", query.path("Label").asText(key.name())).put("StatusCode", "Complete");
      ArrayNode timestamps = result.putArray("Timestamps");
      ArrayNode values = result.putArray("Values");
      for (Point point : points) {
        timestamps.add(point.start().getEpochSecond());
        values.add(statistic.of().applyAsDouble(point.samples()));
      }
    }
    return output;
  }

  private record Point(Instant start, Samples samples) {}

  private static List<Point> points(MetricStore store, MetricKey key, JsonNode input, int period) {
    if (period < 1) {
      throw AwsError.validation("Period is 1 or more, not " + period);
    }
    long end = time(input.path("EndTime")).getEpochSecond();
    long start = Math.floorDiv(time(input.path("StartTime")).getEpochSecond(), period) * period;
    List<Point> points = new ArrayList<>();
    for (long from = start; from < end; from += period) {
      Instant begin = Instant.ofEpochSecond(from);
      store
          .between(key, begin, Instant.ofEpochSecond(Math.min(from + period, end)))
          .ifPresent(samples -> points.add(new Point(begin, samples)));
    }
    return points;
  }

  private static Instant time(JsonNode time) {
    return time.isNumber()
        ? Instant.ofEpochMilli(time.decimalValue().movePointRight(3).longValue())
        : Instant.parse(time.asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
