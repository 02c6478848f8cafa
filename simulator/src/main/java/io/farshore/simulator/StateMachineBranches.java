package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The state machine's states, catches, choices and outcomes, taken from its file. */
final class StateMachineBranches {

  private static final Pattern WORD = Pattern.compile("^[A-Z]\\w+$|'([A-Z]\\w+)'");
  private static final String VERSIONS =
      "only where the functions and the state machine are of different versions";

  /** What no run can reach, and why. */
  static final Map<String, String> OUT_OF_REACH =
      Map.of(
          "state UnknownDecision", VERSIONS,
          "choice Act -> UnknownDecision", VERSIONS,
          "outcome UnknownDecision", VERSIONS,
          "choice Replan -> NothingChanged", "an execution would have to lose six races in a row");

  private final Set<String> demanded = new TreeSet<>();

  private StateMachineBranches() {}

  /** All of them; an outcome is also how an execution fails. */
  static Set<String> demanded(JsonNode stateMachine) {
    StateMachineBranches branches = new StateMachineBranches();
    stateMachine
        .get("States")
        .properties()
        .forEach(state -> branches.of(state.getKey(), state.getValue()));
    return branches.demanded;
  }

  private void of(String name, JsonNode state) {
    demanded.add("state " + name);
    state.path("Catch").forEach(caught -> next("catch ", name, caught.get("Next")));
    state.path("Choices").forEach(choice -> next("choice ", name, choice.get("Next")));
    if (state.has("Default")) {
      next("choice ", name, state.get("Default"));
    }
    if (state.has("Error")) {
      demanded.add("outcome " + state.get("Error").asText());
    }
    outcomes(state);
  }

  private void next(String kind, String from, JsonNode to) {
    demanded.add(kind + from + " -> " + to.asText());
  }

  private void outcomes(JsonNode node) {
    Matcher word = WORD.matcher(node.path("outcome").asText(""));
    while (word.find()) {
      demanded.add("outcome " + (word.group(1) == null ? word.group() : word.group(1)));
    }
    node.forEach(this::outcomes);
  }
}
