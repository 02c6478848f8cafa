package io.farshore.command.operate;

import io.farshore.aws.AwsAdapters;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.CheckpointReading;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/**
 * Looks at a stream in a Region, all at once: a Region that does not answer costs one call's time
 * limit, and what answers is there.
 */
final class Looking {

  private static final Pattern EXECUTION = Pattern.compile("(arn:.+):execution:([^:]+):[^:]+");

  private final AwsAdapters aws;
  private final EventLoop loop;
  private final Clients clients;
  private final StackFinder stacks;
  private final Executor threads;
  private final Depth depth;

  /** How much is asked of the state machines. */
  enum Depth {
    /** The newest executions; those that failed. */
    STATUS(20, 5),
    /** All that the history may lack: also those that succeeded without an item. */
    HISTORY(300, 60);

    private final int newest;
    private final int described;

    Depth(int newest, int described) {
      this.newest = newest;
      this.described = described;
    }

    private boolean wants(String status) {
      return this == HISTORY || !status.equals("SUCCEEDED");
    }
  }

  Looking(
      AwsAdapters aws,
      EventLoop loop,
      Clients clients,
      StackFinder stacks,
      Executor threads,
      Depth depth) {
    this.aws = aws;
    this.loop = loop;
    this.clients = clients;
    this.stacks = stacks;
    this.threads = threads;
    this.depth = depth;
  }

  /** One look; the future does not fail. */
  CompletableFuture<RegionLook> look(Region region, StreamName stream) {
    CompletableFuture<Answer<RegionLook.Tables>> tables = Answer.to(tables(region, stream));
    CompletableFuture<Answer<Optional<StackFinder.Deployed>>> stack =
        Answer.to(CompletableFuture.supplyAsync(() -> stacks.find(region, stream), threads));
    return tables
        .thenCombine(stack, (shown, found) -> machine(region, stream, shown, found))
        .thenCompose(machine -> machine)
        .thenCombine(tables, (machine, shown) -> new RegionLook(region, shown, machine));
  }

  private CompletableFuture<RegionLook.Tables> tables(Region region, StreamName stream) {
    EpochTable table = aws.epochTable(region);
    return CompletableFuture.supplyAsync(() -> table.epochs(stream), loop)
        .thenCompose(found -> found)
        .thenCompose(epochs -> rest(table, region, stream, epochs));
  }

  private CompletableFuture<RegionLook.Tables> rest(
      EpochTable table, Region region, StreamName stream, Epochs epochs) {
    CompletableFuture<List<EpochTable.HistoryEntry>> history = table.history(stream);
    return table
        .settings(stream)
        .thenCombine(
            new CheckpointReading(aws.checkpointTable(region), loop)
                .read(stream, CheckpointReading.lastOpened(epochs, Optional.empty())),
            (settings, standing) -> new RegionLook.Tables(epochs, settings, standing, List.of()))
        .thenCombine(
            history,
            (shown, entries) ->
                new RegionLook.Tables(
                    epochs,
                    shown.settings(),
                    shown.standing(),
                    entries.stream().map(Past::of).toList()));
  }

  private CompletableFuture<Answer<Machine>> machine(
      Region region,
      StreamName stream,
      Answer<RegionLook.Tables> tables,
      Answer<Optional<StackFinder.Deployed>> stack) {
    Optional<StackFinder.Deployed> deployed = stack.value().flatMap(found -> found);
    Optional<String> arn =
        deployed
            .map(StackFinder.Deployed::stateMachineArn)
            .or(() -> tables.value().flatMap(shown -> lastUsed(region, shown)));
    if (arn.isEmpty()) {
      return CompletableFuture.completedFuture(
          Answer.none(stack.trouble().orElseGet(() -> noStack(region, stream))));
    }
    return Answer.to(
        CompletableFuture.supplyAsync(() -> machine(region, arn.get(), deployed, tables), threads));
  }

  /** The state machine of the Region's last epoch, or last execution: known without a stack. */
  private static Optional<String> lastUsed(Region region, RegionLook.Tables shown) {
    Stream<String> epochs =
        shown.epochs().all().stream()
            .filter(epoch -> epoch.activeRegion().equals(region))
            .map(Epoch::startedBy);
    Stream<String> history =
        shown.history().stream()
            .filter(past -> past.region().equals(region))
            .map(past -> past.report().path("execution").asText(""));
    return Stream.concat(epochs, history)
        .map(EXECUTION::matcher)
        .filter(Matcher::matches)
        .map(arn -> arn.group(1) + ":stateMachine:" + arn.group(2))
        .reduce((before, after) -> after);
  }

  static Trouble noStack(Region region, StreamName stream) {
    return new Trouble(
        Trouble.Kind.MISSING,
        "no stack of the stream "
            + stream
            + " in "
            + region
            + "; deploy template.yaml there, or give --state-machine-arn");
  }

  private Machine machine(
      Region region,
      String arn,
      Optional<StackFinder.Deployed> deployed,
      Answer<RegionLook.Tables> tables) {
    Executions executions = new Executions(region, clients);
    Set<String> reported =
        tables.value().map(RegionLook.Tables::history).orElse(List.of()).stream()
            .map(Past::name)
            .collect(Collectors.toSet());
    List<Machine.Running> running = new ArrayList<>();
    List<Past> failed = new ArrayList<>();
    for (ExecutionListItem item : executions.newest(arn, depth.newest)) {
      String status = item.statusAsString();
      if (status.equals("RUNNING")) {
        running.add(executions.running(item.executionArn()));
      } else if (depth.wants(status)
          && !reported.contains(item.name())
          && failed.size() < depth.described) {
        failed.add(Past.of(executions.describe(item.executionArn())));
      }
    }
    Collections.reverse(running);
    return new Machine(
        arn, deployed.flatMap(StackFinder.Deployed::automatic), List.copyOf(running), failed);
  }
}
