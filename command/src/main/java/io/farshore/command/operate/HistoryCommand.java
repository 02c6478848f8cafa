package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Arguments;
import io.farshore.command.Connection;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.stream.StreamName;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code farshore history}: what happened to a stream, when, and what it cost. */
@Command(
    name = "history",
    description = {
      "What happened when, newest first: failovers and the like with their recovery time and"
          + " exposure, what was refused and why, pauses.",
      "From both Regions' tables and state machines; a Region that does not answer is named."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class HistoryCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "how many, the newest; default ${DEFAULT-VALUE}",
      defaultValue = "20")
  private int limit;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "not before: 2h, 7d, or 2026-01-31T12:00:00Z")
  private String since;

  @Option(names = "--execution", paramLabel = "NAME", description = "this one, in detail")
  private String execution;

  @Option(names = "--json", description = "for machines; docs/commands.md says what it holds")
  private boolean json;

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Arguments.atLeast("--limit", limit, 1);
    try (Session session = Session.open(connection, surroundings)) {
      StreamName name = session.stream(stream);
      Instant from = since == null ? Instant.EPOCH : Times.back("--since", since, session.now());
      Overview overview = session.deep(name);
      List<Past> all =
          Stream.concat(
                  overview.running().stream().map(running -> Past.of(running.run())),
                  overview.history().stream())
              .filter(past -> !past.startedAt().isBefore(from))
              .toList();
      if (execution == null) {
        list(overview, all);
      } else {
        detail(session, overview, all);
      }
      return Farshore.OK;
    }
  }

  private void list(Overview overview, List<Past> all) {
    PrintWriter out = spec.commandLine().getOut();
    List<Past> shown = all.stream().limit(limit).toList();
    if (json) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("stream", overview.stream().value());
      ArrayNode history = object.putArray("history");
      shown.stream().map(HistoryJson::of).forEach(history::add);
      ArrayNode silent = object.putArray("silent");
      overview.silences().forEach(silent::add);
      out.println(object.toPrettyString());
    } else {
      overview.silences().forEach(line -> out.println("NO ANSWER: " + line));
      new HistoryText(overview.stream(), overview.now())
          .all(shown, all.size() - shown.size())
          .forEach(out::println);
    }
    out.flush();
  }

  private void detail(Session session, Overview overview, List<Past> all) {
    Past past =
        all.stream()
            .filter(one -> one.name().equals(execution))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnusableInput(
                        "There is no execution %s of %s; see the names: ./farshore history %s"
                            .formatted(execution, overview.stream(), overview.stream())));
    List<Step> steps = steps(session, overview, past);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode object = HistoryJson.of(past);
      object.set("steps", Ending.steps(steps, past.endedAt()));
      out.println(object.toPrettyString());
    } else {
      new HistoryText(overview.stream(), overview.now()).detail(past, steps).forEach(out::println);
    }
    out.flush();
  }

  /** None where Step Functions has forgotten it (after 90 days), or does not answer. */
  private static List<Step> steps(Session session, Overview overview, Past past) {
    return overview
        .look(past.region())
        .flatMap(look -> look.machine().value())
        .map(
            machine -> {
              String arn =
                  machine.arn().replace(":stateMachine:", ":execution:") + ":" + past.name();
              try {
                return new Following(
                        session.executions(past.region()),
                        Progress.quiet(),
                        java.time.Clock.systemUTC())
                    .now(arn)
                    .steps();
              } catch (SdkException e) {
                return List.<Step>of();
              }
            })
        .orElse(List.of());
  }
}
