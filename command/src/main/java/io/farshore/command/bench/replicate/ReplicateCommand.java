package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
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
      names = "--from",
      paramLabel = "FILE",
      description = "run nothing: take the runs that an earlier --json wrote")
  private Path from;

  @Option(
      names = "--keep",
      paramLabel = "NAME",
      description = "keep it for bench/RESULTS.md, as bench/results/NAME.json, with a plot")
  private String keep;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "with --keep: of the section",
      defaultValue = "Replication")
  private String title;

  @Option(
      names = "--order",
      paramLabel = "N",
      description = "with --keep: where the section stands",
      defaultValue = "10")
  private int order;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "with --keep: a paragraph to add",
      arity = "1")
  private List<String> notes = List.of();

  @Override
  public Integer call() throws IOException {
    Path home = Surroundings.home();
    ArrayNode runs = from == null ? measured(home) : earlier();
    for (RunTables table : RunTables.all()) {
      print(table.caption(), table.columns(), table.rows(runs));
    }
    if (json != null) {
      Files.writeString(json, runs.toPrettyString() + "\n");
    }
    if (keep != null) {
      new KeptRuns(home.resolve("bench/results"), Clock.systemUTC())
          .keep(keep, title, order, command(), runs, notes);
    }
    for (JsonNode run : runs) {
      if (!run.path("holds").asBoolean()) {
        return Farshore.NOT_HELD;
      }
    }
    return Farshore.OK;
  }

  private ArrayNode measured(Path home) throws IOException {
    ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    for (RunSettings settings : options.runs()) {
      out().println("Running " + settings.label() + " ...");
      out().flush();
      runs.add(run(settings, home).json());
    }
    return runs;
  }

  private ArrayNode earlier() {
    try {
      if (new ObjectMapper().readTree(from.toFile()) instanceof ArrayNode runs && !runs.isEmpty()) {
        return runs;
      }
      throw new UnusableInput("--from " + from + " is not what --json writes");
    } catch (IOException e) {
      throw new UnusableInput("--from " + from + " can't be read: " + e.getMessage(), e);
    }
  }

  /** Without what only says where to keep it. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("./farshore"));
    boolean drop = false;
    for (String word : spec.commandLine().getParseResult().originalArgs()) {
      if (drop) {
        drop = false;
      } else if (List.of("--title", "--order", "--note", "--json", "--from").contains(word)) {
        drop = true;
      } else {
        words.add(word);
      }
    }
    return String.join(" ", words);
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
