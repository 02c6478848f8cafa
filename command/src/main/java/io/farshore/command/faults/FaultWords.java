package io.farshore.command.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A fault, as the lab's API describes it, in words. */
final class FaultWords {

  private FaultWords() {}

  /** The name, what it is, and until when. */
  static String line(JsonNode described) {
    StringBuilder line = new StringBuilder();
    line.append("%-4s ".formatted(described.path("FaultId").asText()));
    line.append(of(described.path("Fault")));
    if (described.has("Rate")) {
      line.append(", %.0f %% of the calls".formatted(described.path("Rate").asDouble() * 100));
    }
    if (described.has("Times")) {
      int times = described.path("Times").asInt();
      line.append(times == 1 ? ", once" : ", " + times + " times");
    }
    if (described.has("Until")) {
      line.append(", until ")
          .append(described.path("Until").asText().replaceFirst("\\.\\d+Z", "Z"));
    }
    return line.toString();
  }

  private static String of(JsonNode fault) {
    String region = fault.path("Region").asText();
    String other = fault.path("OtherRegion").asText();
    return switch (fault.path("Name").asText()) {
      case "RegionLost" -> region + " is lost: nothing in it answers, and it stands still";
      case "Partition" -> region + " and " + other + " do not reach each other";
      case "CallerCut" -> fault.path("Caller").asText() + " does not reach " + region;
      case "TablesDelayed" ->
          "writes to tables take %s longer from %s to %s".formatted(delay(fault), region, other);
      case "ServiceFails" ->
          "%s fails with %s (%d)"
              .formatted(calls(fault), fault.path("Code").asText(), fault.path("Status").asInt());
      case "ServiceUnreachable" -> calls(fault) + " gets no answer, and is not applied";
      case "ServiceSlow" -> calls(fault) + " takes " + delay(fault) + " longer";
      case "AnswerLost" -> calls(fault) + " is applied, and its answer lost";
      case "RecordsRefused" ->
          "%s of %s in %s is refused with %s"
              .formatted(records(fault), stream(fault), region, fault.path("Code").asText());
      case "ShardThrottled" ->
          "%s of %s in %s is throttled"
              .formatted(fault.path("ShardId").asText(), stream(fault), region);
      case "FunctionKilled" ->
          "%s in %s dies after %d %s"
              .formatted(
                  fault.path("Function").asText(),
                  region,
                  fault.path("Calls").asInt(),
                  fault.has("Operations")
                      ? "answers to " + String.join(", ", list(fault.path("Operations")))
                      : "answers");
      default -> fault.toString();
    };
  }

  private static String stream(JsonNode fault) {
    return fault.path("Stream").asText();
  }

  private static String records(JsonNode fault) {
    int nth = fault.path("Nth").asInt(1);
    String which = nth == 1 ? "every record" : "one record of " + nth;
    return fault.has("PartitionKeys")
        ? which + " with key " + String.join(", ", list(fault.path("PartitionKeys")))
        : which;
  }

  private static String delay(JsonNode fault) {
    return "%.1f s".formatted(fault.path("DelayMillis").asLong() / 1000.0);
  }

  private static String calls(JsonNode fault) {
    String operations =
        fault.has("Operations")
            ? String.join(", ", list(fault.path("Operations")))
            : "every operation";
    String resource = fault.has("Resource") ? " on " + fault.path("Resource").asText() : "";
    return "%s of %s%s in %s"
        .formatted(
            operations, fault.path("Service").asText(), resource, fault.path("Region").asText());
  }

  private static List<String> list(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(each -> values.add(each.asText()));
    return values;
  }
}
