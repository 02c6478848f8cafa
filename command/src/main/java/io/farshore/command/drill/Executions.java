package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.operate.QuietStates;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.evidence.StateVisit;
import io.farshore.verifier.evidence.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The executions of the state machines: followed while they run, and kept as evidence. */
final class Executions {

  /** Where several executions ran, the figures tell of the one that did the work. */
  private static final List<String> TELLING =
      List.of(
          "Activated",
          "SwitchedOver",
          "ActivatedWithoutProducers",
          "Superseded",
          "Abandoned",
          "NotImpaired",
          "Refused",
          "AlreadyActive");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DrillLab lab;
  private final Timeline timeline;
  private final Set<String> told = new HashSet<>();
  private volatile String current = "";

  Executions(DrillLab lab, Timeline timeline) {
    this.lab = lab;
    this.timeline = timeline;
  }

  /** All of the stream's state machine in a Region, oldest first. */
  List<Execution> in(String region) {
    String machine = lab.stack(region).outputs().get("FailoverStateMachineArn");
    List<Execution> all = new ArrayList<>();
    lab.lab().executions(region).stream()
        .filter(json -> json.path("stateMachineArn").asText().equals(machine))
        .forEach(json -> all.add(execution(json)));
    all.sort(Comparator.comparing(Execution::startDate));
    return all;
  }

  /** Tells the timeline what is new in a Region's executions. */
  void follow(String region) {
    for (Execution execution : in(region)) {
      String number = execution.name();
      if (told.add(number)) {
        timeline.say(execution.startDate(), region, "state machine started");
      }
      int visits = 0;
      String before = "";
      for (StateVisit visit : execution.visits()) {
        visits++;
        if (QuietStates.contains(visit.name()) || visit.name().equals(before)) {
          continue;
        }
        before = visit.name();
        if (told.add(number + "/" + visits)) {
          timeline.say(visit.enteredAt(), region, "state " + visit.name());
          current = visit.name();
        }
      }
      if (execution.terminal() && told.add(number + "/end")) {
        timeline.say(execution.stopDate(), region, "state machine ended: " + outcome(execution));
        current = outcome(execution);
      }
    }
  }

  /** The state that was entered last, or how the last execution ended. */
  String current() {
    return current;
  }

  /** The one that did the work, of those that started at or after {@code since}. */
  Optional<Execution> telling(String region, java.time.Instant since) {
    return in(region).stream()
        .filter(execution -> !execution.startDate().isBefore(since))
        .min(Comparator.comparingInt(execution -> rank(outcome(execution))));
  }

  private static int rank(String outcome) {
    int rank = TELLING.indexOf(outcome);
    return rank < 0 ? TELLING.size() : rank;
  }

  /** The outcome of an execution's output; without one its status. */
  static String outcome(Execution execution) {
    JsonNode output = execution.output();
    String outcome = output == null ? "" : output.path("outcome").asText();
    return outcome.isEmpty() ? execution.status() : outcome;
  }

  private static Execution execution(ObjectNode json) {
    List<JsonNode> history = new ArrayList<>();
    json.path("history").forEach(history::add);
    return new Execution(
        json.path("name").asText(),
        json.path("executionArn").asText(),
        json.path("status").asText(),
        Timestamps.read(json.path("startDate")).orElse(null),
        Timestamps.read(json.path("stopDate")).orElse(null),
        parsed(json.path("input")),
        json.hasNonNull("output") ? parsed(json.path("output")) : null,
        history);
  }

  private static JsonNode parsed(JsonNode text) {
    try {
      return text.isTextual() ? JSON.readTree(text.asText()) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
