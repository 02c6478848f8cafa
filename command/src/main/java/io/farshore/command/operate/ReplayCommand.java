package io.farshore.command.operate;

import io.farshore.aws.AwsAdapters;
import io.farshore.command.CommandFailed;
import io.farshore.command.Connection;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.replication.CopyPath;
import io.farshore.core.replication.GivenUpBatch;
import io.farshore.core.replication.Replay;
import io.farshore.core.replication.Replicator;
import io.farshore.core.setting.Configuration;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.replicator.ReplicatorConfiguration;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore replay}: puts back the batches that a replicator gave up. */
@Command(
    name = "replay",
    description = {
      "Puts back the batches that a replicator's mapping gave up: copies each shard from its"
          + " checkpoint on up to the batch's end, in order by key, under the lease, and takes the"
          + " message out of the queue. The shard stands until then.",
      "Refuses where that would break the order, or where the stream keeps the records no longer."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Mixin private StreamArgument stream;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "only what was given up there; without it both Regions are asked")
  private String only;

  @Option(names = "--dry-run", description = "say what was given up, and change nothing")
  private boolean dryRun;

  ReplayCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(connection, surroundings)) {
      StreamName name = session.stream(stream);
      List<Region> from =
          only == null ? session.regions() : List.of(session.oneOf("--region", only));
      boolean allPutBack = true;
      for (Region region : from) {
        allPutBack &= replay(session, name, region);
      }
      return allPutBack ? Farshore.OK : Farshore.NOT_HELD;
    } catch (CommandFailed e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CommandFailed(
          Trouble.of(e).text() + "; what was put back stays, the rest is in the queue", e);
    }
  }

  private boolean replay(Session session, StreamName name, Region region) {
    Optional<GivenUpQueue> found = GivenUpQueue.find(session.clients(), region, name);
    if (found.isEmpty()) {
      say(region + ": no replicator of " + name + " with a queue for batches that it gives up");
      return true;
    }
    GivenUpQueue queue = found.get();
    List<GivenUpQueue.Told> given = queue.receive();
    if (given.isEmpty()) {
      say(region + ": nothing was given up");
      return true;
    }
    if (dryRun) {
      given.forEach(told -> say(region + ": " + text(told)));
      given.forEach(queue::putBack);
      return true;
    }
    boolean allPutBack = true;
    ReplicatorConfiguration configuration = configuration(queue, region);
    AwsAdapters adapters =
        new AwsAdapters(
            session
                .clients()
                .settings()
                .withCallTimeout(configuration.settings().writer().callTimeout()),
            session.loop());
    try (adapters) {
      Replay replay = replay(session, adapters, configuration, name);
      // What comes after a batch that was given up is given up, too, until it has been put back.
      while (!given.isEmpty()) {
        for (List<GivenUpQueue.Told> ofShard : byShard(given).values()) {
          allPutBack &= settle(session, replay, queue, region, ofShard);
        }
        given = allPutBack ? queue.receive() : List.of();
      }
    }
    return allPutBack;
  }

  private static Map<String, List<GivenUpQueue.Told>> byShard(List<GivenUpQueue.Told> given) {
    return given.stream()
        .collect(
            Collectors.groupingBy(
                told -> told.batch().shardId(), TreeMap::new, Collectors.toList()));
  }

  private static ReplicatorConfiguration configuration(GivenUpQueue queue, Region region) {
    Map<String, String> variables = new HashMap<>(queue.variables());
    variables.put("AWS_REGION", region.name());
    return ReplicatorConfiguration.of(new Configuration(variables));
  }

  private static Replay replay(
      Session session,
      AwsAdapters adapters,
      ReplicatorConfiguration configuration,
      StreamName name) {
    CopyPath path =
        new CopyPath(
            adapters.epochTable(configuration.region()),
            adapters.epochTable(configuration.peer()),
            adapters.checkpointTable(configuration.peer()),
            adapters.stream(configuration.region(), name),
            adapters.stream(configuration.peer(), name));
    Replicator replicator =
        new Replicator(path, session.loop(), new SplittableRandom(), configuration.settings());
    return new Replay(path, replicator, configuration.looksBehind());
  }

  /** All that is told of a shard lies in one piece from its checkpoint on. */
  private boolean settle(
      Session session,
      Replay replay,
      GivenUpQueue queue,
      Region region,
      List<GivenUpQueue.Told> ofShard) {
    GivenUpBatch all =
        ofShard.stream().map(GivenUpQueue.Told::batch).reduce(GivenUpBatch::and).orElseThrow();
    Replay.Result result = patiently(session, replay, all);
    ofShard.forEach(told -> say(region + ": " + text(told)));
    say(region + ": " + all.shardId() + ": " + text(result));
    boolean refused = result instanceof Replay.Result.Refused;
    ofShard.forEach(refused ? queue::putBack : queue::delete);
    return !refused;
  }

  /**
   * The mapping reads the shard as well, and it has five reads a second. What a replica did not
   * answer is asked again, too: nothing is acknowledged before.
   */
  private static Replay.Result patiently(Session session, Replay replay, GivenUpBatch batch) {
    for (int attempt = 1; ; attempt++) {
      try {
        return session.loop().await(() -> replay.replay(batch));
      } catch (RegionalStream.CallFailed | ReplicaUnavailable e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        session.loop().await(() -> pause(session));
      }
    }
  }

  private static CompletableFuture<Boolean> pause(Session session) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    session.loop().after(PAUSE, () -> passed.complete(true));
    return passed;
  }

  private static String text(GivenUpQueue.Told told) {
    return "%s, %d records, given up at %s"
        .formatted(told.batch().shardId(), told.size(), told.at());
  }

  private static String text(Replay.Result result) {
    if (result instanceof Replay.Result.PutBack put) {
      return "put back; %d records were copied from the checkpoint on".formatted(put.records());
    }
    if (result instanceof Replay.Result.Overtaken overtaken) {
      return "not needed: epoch %s began later, its producers wrote these changes again"
          .formatted(overtaken.epoch());
    }
    return result instanceof Replay.Result.Refused refused
        ? "refused: " + refused.message()
        : "put back before";
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
