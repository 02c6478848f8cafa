package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads datapoints. */
final class DatapointApi {

  private static final int MOST_STATISTICS = 1440;
  private static final int MOST_DATA = 100_800;

  private DatapointApi() {}

  private record Point(Instant start, Samples samples) {}

  static ObjectNode statistics(MetricStore store, JsonNode input) {
    MetricKey key = MetricKey.of(input);
    List<Statistic> statistics = named(input.path("Statistics"));
    List<Statistic> extended = named(input.path("ExtendedStatistics"));
    checkSpan(input);
    ObjectNode output = object().put("Label", key.name());
    ArrayNode points = output.putArray("Datapoints");
    Optional<String> wanted = Optional.ofNullable(input.path("Unit").textValue());
    for (String unit : store.units(key)) {
      if (wanted.isPresent() && !wanted.get().equals(unit)) {
        continue;
      }
      for (Point point :
          points(store, key, Optional.of(unit), input, input.path("Period").asInt())) {
        ObjectNode node = points.addObject().put("Timestamp", point.start().getEpochSecond());
        statistics.forEach(each -> node.put(each.name(), each.of().applyAsDouble(point.samples())));
        if (!extended.isEmpty()) {
          ObjectNode more = node.putObject("ExtendedStatistics");
          extended.forEach(each -> more.put(each.name(), each.of().applyAsDouble(point.samples())));
        }
        node.put("Unit", unit);
      }
    }
    return output;
  }

  private static List<Statistic> named(JsonNode names) {
    List<Statistic> statistics = new ArrayList<>();
    names.forEach(name -> statistics.add(Statistic.named(name.asText())));
    return statistics;
  }

  private static void checkSpan(JsonNode input) {
    Instant start = MetricApi.time(input.path("StartTime"));
    Instant end = MetricApi.time(input.path("EndTime"));
    if (!start.isBefore(end)) {
      throw MetricApi.value("The parameter StartTime must be less than the parameter EndTime.");
    }
    long period = Math.max(1, input.path("Period").asLong());
    long most = (end.getEpochSecond() - start.getEpochSecond()) / period;
    if (most > MOST_STATISTICS) {
      throw MetricApi.combination(
          "You have requested up to "
              + most
              + " datapoints, which exceeds the limit of "
              + MOST_STATISTICS
              + ". You may reduce the datapoints requested by increasing Period, or decreasing the"
              + " time range.");
    }
  }

  static ObjectNode data(MetricStore store, JsonNode input) {
    ObjectNode output = object();
    output.putArray("Messages");
    ArrayNode results = output.putArray("MetricDataResults");
    JsonNode queries = input.path("MetricDataQueries");
    Instant start = MetricApi.time(input.path("StartTime"));
    if (!start.isBefore(MetricApi.time(input.path("EndTime")))) {
      throw AwsError.validation("The parameter EndTime must be greater than StartTime.");
    }
    String token = input.path("NextToken").asText("0");
    int from = token.matches("\\d{1,9}") ? Integer.parseInt(token) : 0;
    int left = input.path("MaxDatapoints").asInt(MOST_DATA);
    boolean more = false;
    for (JsonNode query : queries) {
      if (query.path("ReturnData").asBoolean(true)) {
        ObjectNode result = result(store, input, query, label(query, queries));
        more |= cut(result, from, left);
        results.add(result);
      }
    }
    return more ? output.put("NextToken", String.valueOf(from + left)) : output;
  }

  /** Keeps the datapoints of one page; true when there are more after it. */
  private static boolean cut(ObjectNode result, int from, int most) {
    boolean more = false;
    for (String member : new String[] {"Timestamps", "Values"}) {
      List<JsonNode> all = new ArrayList<>();
      result.get(member).forEach(all::add);
      int to = Math.min(all.size(), from + most);
      more = to < all.size();
      result.putArray(member).addAll(all.subList(Math.min(from, to), to));
    }
    result.put("StatusCode", more ? "PartialData" : "Complete");
    return more;
  }

  private static ObjectNode result(
      MetricStore store, JsonNode input, JsonNode query, String label) {
    if (query.hasNonNull("Expression")) {
      throw AwsError.validation("The lab has no metric math, and can't compute an Expression.");
    }
    JsonNode stat = query.path("MetricStat");
    MetricKey key = MetricKey.of(stat.path("Metric"));
    Statistic statistic = Statistic.named(stat.path("Stat").asText());
    List<String> units = store.units(key);
    Optional<String> unit =
        stat.hasNonNull("Unit")
            ? Optional.of(stat.get("Unit").asText())
            : units.stream().findFirst();
    List<Point> points = points(store, key, unit, input, stat.path("Period").asInt());
    if (!input.path("ScanBy").asText().equals("TimestampAscending")) {
      Collections.reverse(points);
    }
    ObjectNode result = object().put("Id", query.path("Id").asText()).put("Label", label);
    ArrayNode timestamps = result.putArray("Timestamps");
    ArrayNode values = result.putArray("Values");
    for (Point point : points) {
      timestamps.add(point.start().getEpochSecond());
      values.add(statistic.of().applyAsDouble(point.samples()));
    }
    return result;
  }

  /** What is not given is the metric's name, and what of statistic and period tells it apart. */
  private static String label(JsonNode query, JsonNode all) {
    if (query.hasNonNull("Label")) {
      return query.get("Label").asText();
    }
    JsonNode stat = query.path("MetricStat");
    StringBuilder label = new StringBuilder(stat.path("Metric").path("MetricName").asText());
    for (String member : new String[] {"Stat", "Period"}) {
      Set<String> values = new HashSet<>();
      Set<String> names = new HashSet<>();
      for (JsonNode other : all) {
        values.add(other.path("MetricStat").path(member).asText());
        names.add(other.path("MetricStat").path("Metric").path("MetricName").asText());
      }
      if (values.size() > 1 && names.size() == 1) {
        label.append(' ').append(stat.path(member).asText());
      }
    }
    return label.toString();
  }

  private static List<Point> points(
      MetricStore store, MetricKey key, Optional<String> unit, JsonNode input, int period) {
    if (period < 1) {
      throw MetricApi.value("The parameter Period must be greater than 0.");
    }
    long end = MetricApi.time(input.path("EndTime")).getEpochSecond();
    long begin = MetricApi.time(input.path("StartTime")).getEpochSecond();
    long start = Math.floorDiv(begin, period) * period;
    if ((end - start) / period > MOST_DATA) {
      throw AwsError.validation("You have requested more than " + MOST_DATA + " datapoints.");
    }
    List<Point> points = new ArrayList<>();
    for (long from = start; from < end; from += period) {
      Instant at = Instant.ofEpochSecond(from);
      store
          .between(key, unit, at, Instant.ofEpochSecond(from + period))
          .ifPresent(samples -> points.add(new Point(at, samples)));
    }
    return points;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
