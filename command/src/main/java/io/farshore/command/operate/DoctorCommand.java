package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.CommandFailed;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code farshore doctor}: whether a failover would work, in either direction. */
@Command(
    name = "doctor",
    description = {
      "Says whether a failover would work, in either direction: both stacks there and alike,"
          + " streams, tables, the replicator's mapping, permissions, quotas.",
      "Runs the ReadinessCheck of each Region, as the schedule does every five minutes. Changes"
          + " nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DoctorCommand extends LookCommand {

  private static final int LABEL = 13;

  DoctorCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Found look(Session session, StreamName stream, List<Region> asked) {
    Map<Region, Answer<JsonNode>> answers = new LinkedHashMap<>();
    Checkup checkup = new Checkup(session.clients(), new StackFinder(session.clients()));
    session.each(asked, region -> checkup.of(region, stream)).forEach(answers::put);
    if (answers.values().stream().allMatch(answer -> answer.value().isEmpty())) {
      throw new CommandFailed(nobody(answers));
    }
    return new Found(
        () -> json(stream, answers),
        () -> text(stream, answers).lines(),
        isReady(answers) ? Farshore.OK : Farshore.NOT_HELD);
  }

  private static String nobody(Map<Region, Answer<JsonNode>> answers) {
    StringBuilder text = new StringBuilder();
    answers.forEach(
        (region, answer) ->
            text.append(text.isEmpty() ? "" : "; ")
                .append(region)
                .append(' ')
                .append(answer.trouble().orElseThrow().said()));
    return text.toString();
  }

  private static boolean isReady(Map<Region, Answer<JsonNode>> answers) {
    return answers.values().stream()
        .allMatch(
            answer -> answer.value().filter(found -> found.path("ready").asBoolean()).isPresent());
  }

  private static ObjectNode json(StreamName stream, Map<Region, Answer<JsonNode>> answers) {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("stream", stream.value()).put("ready", isReady(answers));
    ArrayNode regions = all.putArray("regions");
    answers.forEach(
        (region, answer) ->
            answer
                .value()
                .ifPresentOrElse(
                    regions::add,
                    () ->
                        regions
                            .addObject()
                            .put("region", region.name())
                            .put("ready", false)
                            .put("trouble", answer.trouble().orElseThrow().said())));
    return all;
  }

  private static Rows text(StreamName stream, Map<Region, Answer<JsonNode>> answers) {
    Rows rows = new Rows(LABEL);
    answers.forEach(
        (region, answer) -> {
          answer
              .value()
              .ifPresentOrElse(
                  found -> region(rows, region, found),
                  () -> rows.add(region.name(), answer.trouble().orElseThrow().said()));
          rows.gap();
        });
    return rows.add(
        "next",
        isReady(answers)
            ? "nothing: a failover would work in either direction"
            : "do what it says above, and ask again: ./farshore doctor " + stream);
  }

  private static void region(Rows rows, Region region, JsonNode found) {
    JsonNode findings = found.path("findings");
    StringBuilder checked = new StringBuilder();
    found
        .path("checked")
        .forEach(check -> checked.append(checked.isEmpty() ? "" : ", ").append(check.asText()));
    String count = findings.size() == 1 ? "1 finding" : findings.size() + " findings";
    rows.add(
        region.name(),
        "%s (looked at %s)".formatted(findings.isEmpty() ? "ready" : count, checked));
    for (JsonNode finding : findings) {
      rows.add("  " + finding.path("check").asText(), finding.path("problem").asText());
      rows.add("", "-> " + finding.path("fix").asText());
    }
  }
}
