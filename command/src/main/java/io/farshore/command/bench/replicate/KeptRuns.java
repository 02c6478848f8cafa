package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.bench.results.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Keeps runs for the page of all results. */
final class KeptRuns {

  private static final int ORDER = 10;

  private final Path folder;
  private final Clock clock;

  KeptRuns(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  void keep(String name, String title, List<String> arguments, List<RunResult> results)
      throws IOException {
    String command = "./farshore " + String.join(" ", arguments);
    Section section = new Section(title, ORDER, clock.instant(), command);
    section.table(
        "Speed", ReplicateText.SPEED, results.stream().map(ReplicateText::speed).toList());
    section.table(
        "Expense", ReplicateText.EXPENSE, results.stream().map(ReplicateText::expense).toList());
    section.table(
        "In a batch", ReplicateText.BATCH, results.stream().map(ReplicateText::batch).toList());
    ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    results.forEach(result -> runs.add(result.json()));
    section.with("runs", runs);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".json"), section.json().toPrettyString() + "\n");
  }
}
