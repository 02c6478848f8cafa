package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.bench.results.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Keeps runs for the page of all results, with a plot beside. */
final class KeptRuns {

  private final Path folder;
  private final Clock clock;

  /** In a folder that need not exist yet. */
  KeptRuns(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Writes them.
   *
   * @param order of the section on the page
   * @param command that measured them
   * @param runs in the form of {@link RunResult#json}
   * @param notes paragraphs about them
   */
  void keep(
      String name, String title, int order, String command, ArrayNode runs, List<String> notes)
      throws IOException {
    List<JsonNode> all = new ArrayList<>();
    runs.forEach(all::add);
    Section section = new Section(title, order, clock.instant(), command);
    section.text(how(all.get(0)));
    notes.forEach(section::text);
    Claims.addTo(section, all);
    RunTables.addTo(section, all);
    section.plot(name + ".svg");
    section.with("runs", runs);
    section.with("prices", JsonNodeFactory.instance.textNode(Prices.SOURCE));
    section.write(folder, name);
    Files.writeString(folder.resolve(name + ".svg"), Plot.of(title, all));
  }

  private static String how(JsonNode run) {
    return "Round trip %d ms, shard limits %s%s. Dollars by %s; shards by the hour are not in them."
        .formatted(
            run.path("roundTripMillis").asInt(),
            run.path("shardLimits").asBoolean() ? "on" : "off",
            run.path("ownProcess").asBoolean()
                ? ", each execution environment a process of its own with -Xmx"
                    + run.path("heapMegabytes").asText()
                    + "m"
                : "",
            Prices.SOURCE);
  }
}
