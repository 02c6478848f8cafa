package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Farshore;
import io.farshore.core.stream.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an execution ended: what was done, what state things are in, and what to do next. Pure.
 *
 * @param stream that it was about
 * @param seen the execution
 */
record Ending(StreamName stream, Following.Seen seen) {

  private static final Set<String> AS_ASKED =
      Set.of("Activated", "SwitchedOver", "Resynced", "AlreadyActive");

  private Run run() {
    return seen.run();
  }

  private JsonNode report() {
    return run().output();
  }

  /** 0 when it came to what was asked for, 1 when not. */
  int exitCode() {
    boolean asked =
        switch (run().mode()) {
          case "abandon" -> run().outcome().equals("Abandoned");
          case "dry-run" -> run().outcome().equals("DryRun") && !isRefused();
          default -> AS_ASKED.contains(run().outcome());
        };
    return asked ? Farshore.OK : Farshore.NOT_HELD;
  }

  private boolean isRefused() {
    return report().path("wouldDo").asText().equals("Refuse");
  }

  List<String> lines() {
    Rows rows = new Rows();
    rows.gap().add("outcome", run().outcome() + after() + ": " + said());
    if (report().isObject()) {
      new ReportText(report()).addTo(rows);
    }
    rows.add("next", next());
    return rows.lines();
  }

  private String after() {
    return run()
        .endedAt()
        .map(end -> " after " + Say.length(Duration.between(run().startedAt(), end)))
        .orElse("");
  }

  private String said() {
    String target = report().path("targetRegion").asText(run().region().name());
    String epoch = report().at("/epoch/number").asText("?");
    String before = report().at("/epochBefore/region").asText("the other Region");
    return switch (run().outcome()) {
      case "Activated", "SwitchedOver" -> target + " is active, in epoch " + epoch;
      case "Resynced" -> target + " is active still, now in epoch " + epoch;
      case "AlreadyActive" -> target + " was active already, in epoch " + epoch;
      case "ActivatedWithoutProducers" ->
          target + " is active, in epoch " + epoch + ", and no producer has come: " + message();
      case "NotImpaired" -> before + " is not impaired; nothing was changed";
      case "Refused" -> message() + ". Nothing was changed";
      case "NotApproved" -> notApproved();
      case "Abandoned" -> abandoned(before, epoch);
      case "Superseded" ->
          "a later epoch went on, " + report().at("/by/number").asText() + "; look at that one";
      case "DryRun" -> "nothing was changed";
      default -> run().error().orElse("it left no report; see its history in Step Functions");
    };
  }

  private String message() {
    return report().path("message").asText("");
  }

  private String notApproved() {
    String why =
        message().startsWith("by ") ? "rejected " + message() : "not approved, " + message();
    return why + "; nothing was changed";
  }

  private String abandoned(String before, String epoch) {
    String goOn = "; producers go on in " + before + ", epoch " + epoch + " is not used";
    return switch (report().path("reason").asText()) {
      case "Asked" -> "taken back, as asked" + goOn;
      case "DrainUnknown" -> "taken back, the drain could not be looked at" + goOn;
      default -> "taken back at its deadline" + goOn;
    };
  }

  private String next() {
    String status = "./farshore status " + stream;
    return switch (run().outcome()) {
      case "Activated" ->
          "see that consumers read "
              + run().region()
              + "; when the other Region is back and the lag"
              + " is small:\n./farshore switchover "
              + stream;
      case "SwitchedOver", "Resynced", "AlreadyActive" -> "nothing to do; to look:\n" + status;
      case "ActivatedWithoutProducers" ->
          "start the producers, see that they reach " + run().region() + "; then:\n" + status;
      case "Refused", "NotImpaired" -> refusedNext();
      case "Abandoned" ->
          report().path("reason").asText().equals("Asked")
              ? "nothing to do; to look:\n" + status
              : "see what it waited for, then again:\n./farshore switchover " + stream;
      case "DryRun" -> isRefused() ? "see above" : "to do it:\n./farshore " + again();
      case "FAILED", "TIMED_OUT", "ABORTED" ->
          "see whether something is left to be done:\n" + status;
      default -> "to look:\n" + status;
    };
  }

  private String refusedNext() {
    return switch (report().path("reason").asText()) {
      case "LagOverLimit" -> "wait until it has caught up:\n./farshore watch " + stream;
      case "RegionUnavailable" ->
          "if that Region is lost:\n./farshore failover " + stream + " --to " + run().region();
      default -> "to look:\n./farshore status " + stream;
    };
  }

  private String again() {
    String mode = run().input().path("mode").asText();
    return mode + " " + stream + (mode.equals("resync") ? "" : " --to " + run().region());
  }

  /** For machines; {@code docs/commands.md} describes it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stream", stream.value());
    json.put("mode", run().mode());
    json.put("region", run().region().name());
    json.put("execution", run().name());
    json.put("executionArn", run().arn());
    json.put("status", run().status());
    json.put("outcome", run().outcome());
    json.put("startedAt", run().startedAt().toString());
    StatusJson.put(json, "endedAt", run().endedAt());
    run().error().ifPresent(error -> json.put("error", error));
    json.set("steps", steps(seen.steps(), run().endedAt()));
    if (report().isObject()) {
      json.set("report", report());
    }
    json.put("next", next().replace('\n', ' '));
    return json;
  }

  static ArrayNode steps(List<Step> steps, Optional<Instant> end) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Step step : new ArrayList<>(steps)) {
      ObjectNode one = array.addObject().put("state", step.state());
      one.put("enteredAt", step.enteredAt().toString());
      step.leftAt()
          .or(() -> end)
          .ifPresent(
              left ->
                  one.put("seconds", Duration.between(step.enteredAt(), left).toMillis() / 1000.0));
      one.put("visits", step.visits());
    }
    return array;
  }
}
