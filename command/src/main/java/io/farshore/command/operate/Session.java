package io.farshore.command.operate;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.command.Arguments;
import io.farshore.command.CommandFailed;
import io.farshore.command.Connection;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** What a command works with while it runs: two Regions, and clients for them. */
final class Session implements AutoCloseable {

  private final Map<String, String> environment;
  private final List<Region> regions;
  private final ThreadEventLoop loop;
  private final AwsAdapters aws;
  private final Clients clients;
  private final StackFinder stacks;
  private final ExecutorService threads;

  private Session(Map<String, String> environment, List<Region> regions) {
    this.environment = environment;
    this.regions = regions;
    AwsSettings settings = settings(environment);
    this.loop = new ThreadEventLoop("farshore", Clock.systemUTC(), System::nanoTime);
    this.aws = new AwsAdapters(settings, loop);
    this.clients = new Clients(settings);
    this.stacks = new StackFinder(clients);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "farshore-look");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static AwsSettings settings(Map<String, String> environment) {
    try {
      return AwsSettings.from(environment);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new CommandFailed(Trouble.of(e).text(), e);
    }
  }

  static Session open(Connection connection, Surroundings surroundings) {
    return new Session(connection.environment(surroundings.environment()), connection.regions());
  }

  List<Region> regions() {
    return regions;
  }

  Region peer(Region region) {
    return regions.get(regions.get(0).equals(region) ? 1 : 0);
  }

  Instant now() {
    return loop.wallTime();
  }

  AwsAdapters aws() {
    return aws;
  }

  ThreadEventLoop loop() {
    return loop;
  }

  Clients clients() {
    return clients;
  }

  Executions executions(Region region) {
    return new Executions(region, clients);
  }

  /**
   * One of the two Regions.
   *
   * @throws UnusableInput when it is a third one
   */
  Region oneOf(String option, String name) {
    return Arguments.oneOf(option, name, regions);
  }

  /** Asks Regions the same, all at once; what a Region fails with is its trouble. */
  <T> Map<Region, Answer<T>> each(List<Region> asked, Function<Region, T> question) {
    Map<Region, CompletableFuture<Answer<T>>> asking = new LinkedHashMap<>();
    for (Region region : asked) {
      asking.put(
          region, Answer.to(CompletableFuture.supplyAsync(() -> question.apply(region), threads)));
    }
    Map<Region, Answer<T>> answers = new LinkedHashMap<>();
    asking.forEach((region, answer) -> answers.put(region, answer.join()));
    return answers;
  }

  /** What both Regions show, now. */
  Overview overview(StreamName stream) {
    return overview(stream, regions);
  }

  /** What some of the Regions show, now; the others are not asked. */
  Overview overview(StreamName stream, List<Region> asked) {
    return overview(stream, asked, Looking.Depth.STATUS);
  }

  private Overview overview(StreamName stream, List<Region> asked, Looking.Depth depth) {
    Looking looking = new Looking(aws, loop, clients, stacks, threads, depth);
    List<CompletableFuture<RegionLook>> looks =
        asked.stream().map(region -> looking.look(region, stream)).toList();
    return new Overview(
        stream, regions, looks.stream().map(CompletableFuture::join).toList(), now());
  }

  /**
   * The same of a stream that is registered.
   *
   * @throws UnusableInput when no Region that answers knows it
   * @throws CommandFailed when no Region answers
   */
  Overview registered(StreamName stream, List<Region> asked) {
    return checked(overview(stream, asked));
  }

  /** The same with all that the history may lack. */
  Overview deep(StreamName stream) {
    return checked(overview(stream, regions, Looking.Depth.HISTORY));
  }

  private Overview checked(Overview overview) {
    StreamName stream = overview.stream();
    if (overview.answering().isEmpty()) {
      throw new CommandFailed(overview.nobody());
    }
    if (overview.epochs().inForce().isEmpty()) {
      throw new UnusableInput(unknown(stream));
    }
    return overview;
  }

  private String unknown(StreamName stream) {
    Set<String> others = streams().value().orElse(Set.of());
    return "The stream %s is not registered in %s or %s; %s, or: farshore register %s --active REGION"
        .formatted(
            stream,
            regions.get(0),
            regions.get(1),
            others.isEmpty()
                ? "no stream is; check --regions"
                : "registered are " + String.join(", ", others) + "; check the name",
            stream);
  }

  /** The streams that are registered in a Region. Blocks. */
  private Set<String> streams(Region region) {
    Set<String> names = new TreeSet<>();
    clients
        .tables(region)
        .scanPaginator(
            scan ->
                scan.tableName(clients.settings().activeRegionTable())
                    .projectionExpression("streamName"))
        .items()
        .forEach(item -> names.add(item.get("streamName").s()));
    return names;
  }

  /**
   * The same of both Regions together: a stream that was registered a moment ago may be known in
   * one of them alone, and the only other one would be taken for the one that is meant.
   */
  private Answer<Set<String>> streams() {
    List<CompletableFuture<Answer<Set<String>>>> asked =
        regions.stream()
            .map(region -> Answer.to(CompletableFuture.supplyAsync(() -> streams(region), threads)))
            .toList();
    List<Answer<Set<String>>> answers = asked.stream().map(CompletableFuture::join).toList();
    if (answers.stream().allMatch(answer -> answer.value().isEmpty())) {
      return answers.get(0);
    }
    Set<String> names = new TreeSet<>();
    answers.forEach(answer -> answer.value().ifPresent(names::addAll));
    return Answer.of(names);
  }

  /**
   * The stream that is meant.
   *
   * @throws UnusableInput when none is given, and there is not exactly one
   * @throws CommandFailed when none is given, and no Region can be asked
   */
  StreamName stream(StreamArgument argument) {
    Optional<StreamName> given = argument.given(environment.get("STREAM_NAME"));
    if (given.isPresent()) {
      return given.get();
    }
    Answer<Set<String>> answer = streams();
    Set<String> there =
        answer
            .value()
            .orElseThrow(
                () ->
                    new CommandFailed(
                        "No Region can be asked which streams there are: "
                            + answer.trouble().orElseThrow().text()));
    if (there.size() == 1) {
      return new StreamName(there.iterator().next());
    }
    throw new UnusableInput(
        there.isEmpty()
            ? "Which stream? None is registered; see: farshore register --help"
            : "Which stream? Give one of " + String.join(", ", there));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    aws.close();
    clients.close();
    loop.close();
  }
}
