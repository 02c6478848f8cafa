package io.farshore.command.bench.replicate;

import io.farshore.command.Arguments;
import io.farshore.command.UnusableInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What is to be measured: every combination of what is given as a list. */
final class ReplicateOptions {

  @Option(
      names = "--contenders",
      paramLabel = "NAME",
      split = ",",
      description = "who copies, one after the other: ${COMPLETION-CANDIDATES}",
      defaultValue = "strict,relaxed,per-record")
  private List<Contender> contenders;

  @Option(
      names = "--keys",
      paramLabel = "MIX",
      split = ",",
      description = {
        "${COMPLETION-CANDIDATES}",
        "uniform: 100,000 keys; hot: those of samples/changes.jsonl, as many such logs side by side"
            + " as it takes; hot-one-log: the same log again and again; one: a single key"
      },
      defaultValue = "uniform")
  private List<KeyMix> keys;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      split = ",",
      description = "size of a record's data, from 100 to 1000000",
      defaultValue = "1000")
  private List<Integer> bytes;

  @Option(
      names = "--shards",
      paramLabel = "N",
      split = ",",
      description = "shards of the stream, 1 to 64",
      defaultValue = "4")
  private List<Integer> shards;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "a backlog of so many",
      defaultValue = "20000")
  private int records;

  @Option(
      names = "--feed",
      paramLabel = "N",
      description = "no backlog: records a second and shard, written while they are copied",
      defaultValue = "0")
  private double feed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "with --feed: for how long",
      defaultValue = "60")
  private int seconds;

  @Option(
      names = "--baseline-records",
      paramLabel = "N",
      description =
          "per-record copies only the first so many a shard: its rate does not change with their"
              + " number",
      defaultValue = "100")
  private int baselineRecords;

  @Option(
      names = "--rtt",
      paramLabel = "MS",
      description = "round trip between the Regions",
      defaultValue = "70")
  private int roundTripMillis;

  @Option(
      names = "--no-limits",
      negatable = true,
      description = "shards take and give whatever comes; else AWS's limits",
      defaultValue = "false",
      fallbackValue = "true")
  private boolean noLimits;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "records that are copied before anything is measured (per-record: 20)",
      defaultValue = "4000")
  private int warmUp;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "of the mapping, in place of the template's; 0: the template's",
      defaultValue = "0")
  private int batchSize;

  @Option(
      names = "--own-process",
      paramLabel = "MB",
      description =
          "run each execution environment in a process of its own with so much heap, as Lambda"
              + " does; 0: in this JVM",
      defaultValue = "0")
  private int heapMegabytes;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "of the Regional stacks, such as Delivery=enhanced-fan-out")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--standby",
      description =
          "leave the standby's mapping on, as deployed: it is handed the copies, and takes this"
              + " machine's processor for it",
      defaultValue = "false")
  private boolean standby;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of all that is random",
      defaultValue = "1")
  private long seed;

  private static final int BASELINE_WARM_UP = 20;

  /**
   * The runs, in the order in which they are made.
   *
   * @throws UnusableInput naming the option that is out of range
   */
  List<RunSettings> runs() {
    check();
    List<RunSettings> runs = new ArrayList<>();
    for (KeyMix mix : keys) {
      for (int size : bytes) {
        for (int count : shards) {
          for (Contender contender : contenders) {
            runs.add(run(contender, mix, size, count));
          }
        }
      }
    }
    return runs;
  }

  private RunSettings run(Contender contender, KeyMix mix, int size, int count) {
    boolean baseline = contender == Contender.PER_RECORD;
    int all = feed > 0 ? (int) (feed * count * seconds) : records;
    return new RunSettings(
        contender,
        mix,
        size,
        count,
        baseline ? Math.min(all, baselineRecords * count) : all,
        baseline ? 0 : feed,
        Duration.ofMillis(roundTripMillis),
        !noLimits,
        baseline ? Math.min(warmUp, BASELINE_WARM_UP) : warmUp,
        batchSize == 0 ? OptionalInt.empty() : OptionalInt.of(batchSize),
        heapMegabytes == 0 ? OptionalInt.empty() : OptionalInt.of(heapMegabytes),
        parameters,
        standby && !baseline,
        seed);
  }

  private void check() {
    bytes.forEach(size -> Arguments.between("--bytes", size, 100, 1_000_000));
    shards.forEach(count -> Arguments.between("--shards", count, 1, 64));
    Arguments.between("--records", records, 1, 10_000_000);
    Arguments.between("--feed", feed, 0, 100_000);
    Arguments.between("--seconds", seconds, 1, 86_400);
    Arguments.between("--baseline-records", baselineRecords, 1, 1_000_000);
    Arguments.between("--rtt", roundTripMillis, 0, 1_000);
    Arguments.between("--warm-up", warmUp, 0, 1_000_000);
    Arguments.between("--batch-size", batchSize, 0, 10_000);
    Arguments.between("--own-process", heapMegabytes, 0, 10_240);
    if (heapMegabytes > 0 && heapMegabytes < 64) {
      throw new UnusableInput("--own-process " + heapMegabytes + " is too little; give 64 or more");
    }
  }
}
