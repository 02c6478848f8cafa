package io.farshore.lab.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Puts metrics, and lists them. */
final class MetricApi {

  private static final int PAGE = 500;

  private final Clock clock;

  MetricApi(Clock clock) {
    this.clock = clock;
  }

  ObjectNode put(MetricStore store, JsonNode input) {
    int number = 0;
    for (JsonNode datum : input.path("MetricData")) {
      check("MetricData.member." + ++number + ".", datum);
    }
    for (JsonNode datum : input.path("MetricData")) {
      put(store, input.path("Namespace").asText(), datum);
    }
    return object();
  }

  private void put(MetricStore store, String namespace, JsonNode datum) {
    MetricKey key =
        new MetricKey(
            namespace,
            datum.path("MetricName").asText(),
            MetricKey.dimensions(datum.path("Dimensions")));
    String unit = datum.path("Unit").asText("None");
    Instant time = datum.hasNonNull("Timestamp") ? time(datum.get("Timestamp")) : clock.instant();
    if (datum.hasNonNull("Value")) {
      store.add(key, unit, time, datum.get("Value").asDouble(), 1);
    }
    JsonNode values = datum.path("Values");
    for (int i = 0; i < values.size(); i++) {
      double times = datum.path("Counts").path(i).asDouble(1);
      store.add(key, unit, time, values.get(i).asDouble(), times);
    }
    JsonNode set = datum.path("StatisticValues");
    if (set.isObject()) {
      store.addSet(
          key,
          unit,
          time,
          set.path("SampleCount").asDouble(),
          set.path("Sum").asDouble(),
          set.path("Minimum").asDouble(),
          set.path("Maximum").asDouble());
    }
  }

  private static void check(String where, JsonNode datum) {
    if (datum.hasNonNull("Value")) {
      for (String other : new String[] {"Values", "StatisticValues"}) {
        if (datum.hasNonNull(other) && !datum.get(other).isEmpty()) {
          throw combination(
              "The parameters "
                  + where
                  + "Value and "
                  + where
                  + other
                  + " are mutually exclusive and you have specified both.");
        }
      }
    }
    JsonNode counts = datum.path("Counts");
    if (!counts.isEmpty() && counts.size() != datum.path("Values").size()) {
      throw value(
          "The parameters " + where + "Values and " + where + "Counts must be of the same size.");
    }
  }

  ObjectNode list(MetricStore store, JsonNode input) {
    List<ObjectNode> all = new ArrayList<>();
    store.metrics().stream()
        .filter(key -> input.path("Namespace").asText(key.namespace()).equals(key.namespace()))
        .filter(key -> input.path("MetricName").asText(key.name()).equals(key.name()))
        .filter(key -> hasDimensions(key.dimensions(), input.path("Dimensions")))
        .sorted(Comparator.comparing(MetricKey::toString))
        .forEach(
            key ->
                all.add(
                    object()
                        .put("Namespace", key.namespace())
                        .put("MetricName", key.name())
                        .set("Dimensions", key.listed())));
    return page(input, "Metrics", all, PAGE);
  }

  private static boolean hasDimensions(Map<String, String> dimensions, JsonNode filters) {
    for (JsonNode filter : filters) {
      String value = dimensions.get(filter.path("Name").asText());
      if (value == null
          || filter.hasNonNull("Value") && !filter.get("Value").asText().equals(value)) {
        return false;
      }
    }
    return true;
  }

  /** A page of a list, from {@code NextToken} on. */
  static ObjectNode page(JsonNode input, String member, List<ObjectNode> all, int most) {
    String token = input.path("NextToken").asText();
    if (!token.matches("\\d{0,9}")) {
      throw new AwsError("InvalidNextToken", 400, "The NextToken is not valid.");
    }
    int from = token.isEmpty() ? 0 : Math.min(Integer.parseInt(token), all.size());
    int to = Math.min(from + most, all.size());
    ObjectNode output = object();
    output.putArray(member).addAll(all.subList(from, to));
    return to < all.size() ? output.put("NextToken", String.valueOf(to)) : output;
  }

  static AwsError combination(String message) {
    return new AwsError("InvalidParameterCombinationException", 400, message);
  }

  static AwsError value(String message) {
    return new AwsError("InvalidParameterValueException", 400, message);
  }

  static Instant time(JsonNode time) {
    return time.isNumber()
        ? Instant.ofEpochMilli(time.decimalValue().movePointRight(3).longValue())
        : Instant.parse(time.asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
