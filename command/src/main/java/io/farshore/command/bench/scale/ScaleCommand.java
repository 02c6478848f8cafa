package io.farshore.command.bench.scale;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.command.Arguments;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.bench.results.KeepOption;
import io.farshore.command.bench.results.Section;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore bench scale}: control records of streams with many shards and epochs. */
@Command(
    name = "scale",
    description = {
      "Measures what control reads and the low watermark cost as shards and epochs grow.",
      "Writes the records of streams of any size into the lab's tables and reads them back, without"
          + " a round trip. Sizes and read units are DynamoDB's; times are those of the lab's store."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
public final class ScaleCommand implements Callable<Integer> {

  private static final int ORDER = 40;
  private static final int MOST_SHARDS = 3_000;
  private static final List<String> COLUMNS =
      List.of(
          "shards",
          "epochs",
          "epoch's item, KB",
          "control read, units",
          "ms",
          "checkpoint, bytes",
          "low watermark, units",
          "ms",
          "minimum, us",
          "calls for markers");

  @Spec private CommandSpec spec;

  @Option(
      names = "--shards",
      paramLabel = "N",
      split = ",",
      description = "open shards, 1 to 3000",
      defaultValue = "1,4,16,64,256,1024")
  private List<Integer> shards;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      split = ",",
      description = "epochs that the stream has had, 1 to 1000",
      defaultValue = "1,20")
  private List<Integer> epochs;

  @Mixin private KeepOption kept;

  @Override
  public Integer call() throws IOException {
    shards.forEach(count -> Arguments.between("--shards", count, 1, MOST_SHARDS));
    epochs.forEach(count -> Arguments.between("--epochs", count, 1, 1_000));
    Path home = Surroundings.home();
    List<List<String>> rows = new ArrayList<>();
    try (Lab lab = Lab.start(LabSettings.usual().onPort(0));
        ThreadEventLoop loop =
            new ThreadEventLoop("bench-scale", Clock.systemUTC(), System::nanoTime);
        AwsAdapters aws = new AwsAdapters(settings(lab), loop)) {
      lab.deploy(
          home.resolve("tables.yaml"),
          Map.of("FirstRegion", "us-east-1", "SecondRegion", "us-east-2"));
      ControlRecords records = new ControlRecords(lab, aws, loop, System::nanoTime);
      records.measure(2, 2);
      spec.commandLine().getOut().println(String.join(" | ", COLUMNS));
      for (int number : epochs) {
        for (int count : shards) {
          List<String> row = row(records.measure(count, number));
          rows.add(row);
          spec.commandLine().getOut().println(String.join(" | ", row));
          spec.commandLine().getOut().flush();
        }
      }
    }
    kept.keep(home, (recordedAt, command) -> section(recordedAt, command, rows));
    return Farshore.OK;
  }

  private static AwsSettings settings(Lab lab) {
    return AwsSettings.from(
        Map.of(
            "AWS_ENDPOINT_URL",
            lab.endpoint().toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "CALL_TIMEOUT_MILLIS",
            "20000"));
  }

  private static List<String> row(ControlRecords.Measured measured) {
    return List.of(
        "" + measured.shards(),
        "" + measured.epochs(),
        "%.1f".formatted(measured.epochBytes() / 1e3),
        "" + measured.controlUnits(),
        "%.1f".formatted(measured.controlMillis()),
        "" + measured.checkpointBytes(),
        "" + measured.watermarkUnits(),
        "%.1f".formatted(measured.watermarkMillis()),
        "%.0f".formatted(measured.minimumMicros()),
        "" + measured.markerCalls());
  }

  private static Section section(Instant recordedAt, String command, List<List<String>> rows) {
    Section section = new Section("Control records", ORDER, recordedAt, command);
    section.text(
        "Sizes and read units (consistent, 4 KB) as DynamoDB counts them; times are medians of 15"
            + " reads in the lab's store, without a round trip. docs/scaling.md says what follows.");
    return section.table("What is read", COLUMNS, rows);
  }
}
