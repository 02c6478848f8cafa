package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.CommandFailed;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Starts a Region's state machine, follows it, and says how it ended. */
final class Movement {

  private static final int NEWEST = 20;

  private final Session session;
  private final Surroundings surroundings;
  private final MoveOptions options;
  private final PrintWriter out;

  Movement(Session session, Surroundings surroundings, MoveOptions options, PrintWriter out) {
    this.session = session;
    this.surroundings = surroundings;
    this.options = options;
    this.out = out;
  }

  /** The input that every start has; more may be added. */
  ObjectNode input(StreamName stream, Region target, String mode) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("stream", stream.value());
    input.put("targetRegion", target.name());
    input.put("mode", mode);
    options.reason().ifPresent(reason -> input.put("reason", reason));
    input.put("by", options.by());
    return input;
  }

  /**
   * Does it.
   *
   * @param name of the execution
   * @return the exit code
   */
  int make(Overview overview, Region region, String name, ObjectNode input) {
    Executions executions = session.executions(region);
    Starting.Started started =
        new Starting(executions, stateMachine(overview, region)).start(name, input, session.now());
    String sentence =
        started.already()
            ? "It runs already, started by somebody else; following execution %s in %s"
            : "Started execution %s in %s";
    return follow(overview.stream(), executions, started.arn(), sentence)
        .map(Ending::exitCode)
        .orElse(Farshore.OK);
  }

  /**
   * Follows an execution to its end, and tells of it.
   *
   * @param sentence what was done, with places for the execution's name and its Region
   * @return how it ended; empty when it is not to be followed
   */
  Optional<Ending> follow(StreamName stream, Executions executions, String arn, String sentence) {
    String execution = arn.substring(arn.lastIndexOf(':') + 1);
    Progress progress = new Progress(out, surroundings.terminal());
    if (!options.json()) {
      progress.say(sentence.formatted(execution, executions.region()));
    }
    List<String> lookAgain =
        List.of(
            "The execution goes on in " + executions.region() + ". To follow it:",
            "./farshore watch " + stream,
            "How it ended:",
            "./farshore history " + stream + " --execution " + execution);
    if (!options.follows()) {
      if (options.json()) {
        out.println(startedJson(stream, executions, arn, execution).toPrettyString());
      } else {
        lookAgain.forEach(out::println);
      }
      out.flush();
      return Optional.empty();
    }
    Progress shown =
        options.json() ? new Progress(new PrintWriter(PrintWriter.nullWriter()), false) : progress;
    Following following = new Following(executions, shown, Clock.systemUTC());
    Thread interrupted = new Thread(() -> leave(lookAgain));
    Runtime.getRuntime().addShutdownHook(interrupted);
    Ending ending;
    try {
      ending = new Ending(stream, following.toTheEnd(arn));
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    tell(ending);
    return Optional.of(ending);
  }

  /** Ctrl-C: what was started is not stopped by it. */
  private void leave(List<String> lookAgain) {
    out.println();
    lookAgain.forEach(out::println);
    out.flush();
  }

  private void tell(Ending ending) {
    if (options.json()) {
      out.println(ending.json().toPrettyString());
    } else {
      ending.lines().forEach(out::println);
    }
    out.flush();
  }

  private static ObjectNode startedJson(
      StreamName stream, Executions executions, String arn, String execution) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stream", stream.value());
    json.put("region", executions.region().name());
    json.put("execution", execution);
    json.put("executionArn", arn);
    json.put("status", "RUNNING");
    return json;
  }

  /**
   * The Region's state machine.
   *
   * @throws CommandFailed when it can't be found
   */
  String stateMachine(Overview overview, Region region) {
    return options
        .stateMachineArn()
        .or(() -> machine(overview, region).map(Machine::arn))
        .orElseThrow(
            () ->
                new CommandFailed(
                    "The state machine of %s in %s is not found: %s"
                        .formatted(overview.stream(), region, trouble(overview, region))));
  }

  private static Optional<Machine> machine(Overview overview, Region region) {
    return overview.look(region).flatMap(look -> look.machine().value());
  }

  private static String trouble(Overview overview, Region region) {
    return overview
        .look(region)
        .flatMap(look -> look.machine().trouble())
        .map(Trouble::text)
        .orElse("it was not asked");
  }

  /** Those that wait for a person: of the state machine that is given, or of both Regions. */
  List<Machine.Running> waiting(Overview overview) {
    Optional<String> arn = options.stateMachineArn();
    if (arn.isEmpty()) {
      return overview.waiting();
    }
    Executions executions =
        session.executions(session.oneOf("--state-machine-arn", arn.get().split(":")[3]));
    return executions.newest(arn.get(), NEWEST).stream()
        .filter(item -> item.status() == ExecutionStatus.RUNNING)
        .map(item -> executions.running(item.executionArn()))
        .filter(running -> running.approval().isPresent())
        .toList();
  }

  /** Who answers, and why, for the report. */
  ObjectNode answer() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("by", options.by());
    options.reason().ifPresent(reason -> answer.put("reason", reason));
    return answer;
  }

  /** Tells of an answer by a token, which does not say whose it was; gives the exit code. */
  int answered(String done, Region region, StreamName stream) {
    if (options.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("stream", stream.value()).put("region", region.name()).put("status", "RUNNING");
      out.println(json.toPrettyString());
    } else {
      out.println(done + " in " + region + ". To follow it:");
      out.println("./farshore watch " + stream);
    }
    out.flush();
    return Farshore.OK;
  }

  /** By whom, and why. */
  String who() {
    return "by " + options.by() + options.reason().map(reason -> ": " + reason).orElse("");
  }

  /** Tells of an execution that was stopped before it changed anything. */
  int stopped(Overview overview, Run run) {
    if (options.json()) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("stream", overview.stream().value());
      json.put("mode", "abandon");
      json.put("region", run.region().name());
      json.put("execution", run.name());
      json.put("executionArn", run.arn());
      json.put("status", "ABORTED");
      json.put("outcome", "StoppedBeforeTheDrain");
      out.println(json.toPrettyString());
    } else {
      Rows rows = new Rows();
      rows.add(
          "outcome",
          "the %s to %s is stopped before it drained: nothing was changed, producers never stopped"
              .formatted(run.mode(), run.region()));
      rows.add("next", "nothing to do; to look:\n./farshore status " + overview.stream());
      rows.lines().forEach(out::println);
    }
    out.flush();
    return Farshore.OK;
  }

  /** What a person should know before saying yes. */
  static List<String> about(Overview overview, String what, List<String> facts) {
    Rows rows = new Rows();
    rows.add(overview.stream().value(), what);
    facts.forEach(fact -> rows.add("", fact));
    return rows.lines();
  }
}
