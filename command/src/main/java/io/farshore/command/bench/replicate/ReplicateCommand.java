package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.Farshore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore bench replicate}: how fast and at what cost records get across. */
@Command(
    name = "replicate",
    description = {
      "Measures how records get across.",
      "The deployed replicator behind the lab's event source mapping, beside one that writes record"
          + " by record, each in a lab of its own with the same data. Every run checks that nothing"
          + " is lost and that the order by key is kept."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
public final class ReplicateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ReplicateOptions options;

  @Option(names = "--json", paramLabel = "FILE", description = "write the runs there")
  private Path json;

  @Option(
      names = "--keep",
      paramLabel = "NAME",
      description = "keep it for bench/RESULTS.md, as bench/results/NAME.json, with a plot")
  private String keep;

  @Override
  public Integer call() throws IOException {
    List<RunSettings> all = options.runs();
    Path home = Path.of(System.getProperty("farshore.home", "."));
    List<RunResult> results = new ArrayList<>();
    for (RunSettings settings : all) {
      out().println("Running " + settings.label() + " ...");
      out().flush();
      results.add(run(settings, home));
    }
    print("Speed", ReplicateText.SPEED, results.stream().map(ReplicateText::speed).toList());
    print("Expense", ReplicateText.EXPENSE, results.stream().map(ReplicateText::expense).toList());
    print("In a batch", ReplicateText.BATCH, results.stream().map(ReplicateText::batch).toList());
    if (json != null) {
      ArrayNode runs = JsonNodeFactory.instance.arrayNode();
      results.forEach(result -> runs.add(result.json()));
      Files.writeString(json, runs.toPrettyString() + "\n");
    }
    if (keep != null) {
      new KeptRuns(home.resolve("bench/results"), Clock.systemUTC())
          .keep(keep, options.title(), spec.commandLine().getParseResult().originalArgs(), results);
    }
    return results.stream().allMatch(RunResult::holds) ? Farshore.OK : Farshore.NOT_HELD;
  }

  private static RunResult run(RunSettings settings, Path home) throws IOException {
    Path work = Files.createTempDirectory("farshore-bench-");
    try {
      return new ReplicateRun(settings, home, Clock.systemUTC(), System::nanoTime).run(work);
    } finally {
      remove(work);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void print(String title, List<String> columns, List<List<String>> rows) {
    int[] widths = new int[columns.size()];
    List<List<String>> lines = new ArrayList<>(List.of(columns));
    lines.addAll(rows);
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    out().println();
    out().println(title);
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String format = i < 2 ? "%-" : "%";
        text.append((format + Math.max(1, widths[i]) + "s  ").formatted(line.get(i)));
      }
      out().println(text.toString().stripTrailing());
    }
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
