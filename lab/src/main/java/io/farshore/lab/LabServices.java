package io.farshore.lab;

import io.farshore.lab.cloudformation.CloudFormation;
import io.farshore.lab.cloudformation.StackApi;
import io.farshore.lab.cloudwatch.CloudWatchService;
import io.farshore.lab.dynamodb.DynamoDbService;
import io.farshore.lab.dynamodb.ReplicationDelay;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.Credentials;
import io.farshore.lab.endpoint.Endpoint;
import io.farshore.lab.endpoint.EndpointSettings;
import io.farshore.lab.endpoint.RawService;
import io.farshore.lab.endpoint.RequestIds;
import io.farshore.lab.endpoint.ServiceRouter;
import io.farshore.lab.events.EventBridgeService;
import io.farshore.lab.faults.FaultService;
import io.farshore.lab.faults.Faults;
import io.farshore.lab.iam.GuardedNetwork;
import io.farshore.lab.iam.IamService;
import io.farshore.lab.iam.Roles;
import io.farshore.lab.kinesis.KinesisService;
import io.farshore.lab.kinesis.KinesisSettings;
import io.farshore.lab.lambda.FilePositions;
import io.farshore.lab.lambda.LambdaRuntimeSettings;
import io.farshore.lab.lambda.LambdaService;
import io.farshore.lab.lambda.mapping.SavedPositions;
import io.farshore.lab.logs.LogsService;
import io.farshore.lab.route53.NameServer;
import io.farshore.lab.route53.Route53Service;
import io.farshore.lab.scheduler.SchedulerService;
import io.farshore.lab.sns.SnsService;
import io.farshore.lab.sqs.SqsService;
import io.farshore.lab.stepfunctions.StatesService;
import io.farshore.lab.stepfunctions.StatusChangeEvents;
import io.farshore.lab.sts.StsService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The lab's composition root: its services, and how they are put together. Thread-safe. */
final class LabServices implements AutoCloseable {

  private static final int LOG_LINES = 20_000;

  private final Clock clock;
  private final Optional<DataFolder> folder;
  private final LabThreads threads;
  private final ServiceMetrics counted;
  private final Credentials credentials = new Credentials();
  private final Optional<FilePositions> positions;

  // What the lab gives out, or asks.
  final LabSettings settings;
  final Faults faults = new Faults();
  final Roles roles = new Roles();
  final FunctionLogs logs = new FunctionLogs();
  final RequestIds ids;
  final ServiceRouter router;
  final DynamoDbService tables;
  final KinesisService streams;
  final StatesService states;
  final LambdaService functions;
  final LogsService logGroups;
  final SnsService topics;
  final CloudWatchService metrics;
  final CloudFormation stacks;
  final Endpoint endpoint;
  final NameServer nameServer;

  LabServices(LabSettings settings, Clock clock, LongSupplier monotonicNanos) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    this.settings = settings;
    this.clock = clock;
    this.folder = settings.data().map(data -> DataFolder.take(data, settings.regions()));
    this.threads = new LabThreads(clock, monotonicNanos);
    this.counted = new ServiceMetrics(clock);
    this.ids = new RequestIds(random.split());
    this.router =
        new ServiceRouter(
            settings.regions(),
            new GuardedNetwork(faults, roles),
            threads.network(),
            threads.workers());
    this.endpoint = listen(settings.port());
    roundTrips();
    tables =
        new DynamoDbService(
            settings.regions(),
            clock,
            threads.tables(),
            threads.workers(),
            new ReplicationDelay(
                settings.tableDelay(), settings.tableDelay().dividedBy(2), random.split()),
            new FaultyLinks(faults),
            settings.data().map(data -> data.resolve("dynamodb")));
    streams = streams();
    streams.countInto(counted::ofStream);
    states = stateMachines(random.split());
    positions = settings.data().map(data -> filePositions(data.resolve("lambda")));
    functions = functions(clock, monotonicNanos, random.split());
    router.add(new FaultService(faults, settings.regions(), threads.network()));
    router.add((AwsService) tables);
    router.add((RawService) tables);
    router.add(streams);
    router.add(states);
    router.add(functions);
    logGroups = new LogsService(clock, LOG_LINES);
    logs.add(
        line ->
            logGroups.append(
                line.region(), line.logGroup(), line.stream(), line.time(), line.text()));
    topics = new SnsService(router, faults, threads.events(), clock, ids);
    router.add(logGroups);
    router.add(topics);
    addQueuesAndSchedules(random.split());
    metrics = new CloudWatchService(router, faults, threads.events(), clock, ids);
    logs.add(line -> metrics.ingest(line.region(), line.text(), line.time()));
    counted.into(metrics);
    router.add(metrics);
    Route53Service names = names();
    router.add(names);
    this.nameServer = NameServer.start(endpoint.port(), names);
    stacks = stacks();
    router.add(new StackApi(stacks));
    router.add(new StsService());
    router.add(new IamService(roles));
  }

  private Route53Service names() {
    return new Route53Service(
        settings.regions(),
        faults,
        (region, alarm) -> metrics.alarmState(region, alarm).map(found -> found.value().name()),
        threads.events(),
        ids,
        Optional.of(settings.healthCheckInterval()));
  }

  private CloudFormation stacks() {
    return new CloudFormation(
        router,
        tables::createGlobalTable,
        roles,
        ids,
        threads.workers(),
        clock,
        settings.data().isPresent());
  }

  private void addQueuesAndSchedules(RandomGenerator random) {
    router.add(new SqsService(threads.events(), ids, endpoint::uri, counted::ofQueue));
    router.add(new EventBridgeService(router, faults, threads.events(), ids));
    router.add(new SchedulerService(router, faults, threads.events(), ids, random));
  }

  private Endpoint listen(int port) {
    try {
      return new Endpoint(EndpointSettings.onPort(port), router, credentials, ids);
    } catch (RuntimeException e) {
      threads.close();
      folder.ifPresent(DataFolder::close);
      throw e;
    }
  }

  private KinesisService streams() {
    return new KinesisService(
        new KinesisSettings(
            settings.shardLimits(),
            settings.streamChanges(),
            settings.data().map(data -> data.resolve("kinesis"))),
        clock,
        threads.events(),
        faults);
  }

  private StatesService stateMachines(RandomGenerator random) {
    return new StatesService(
        threads.executions(),
        router,
        faults,
        random,
        StatusChangeEvents.ON,
        settings.data().map(folder -> folder.resolve("states")));
  }

  private FilePositions filePositions(Path folder) {
    return new FilePositions(folder, threads.timers());
  }

  private LambdaService functions(
      Clock clock, LongSupplier monotonicNanos, RandomGenerator random) {
    LambdaRuntimeSettings runtime =
        new LambdaRuntimeSettings(
            endpoint::uri,
            new RegisteredCredentials(credentials),
            () -> nameServer.address().getPort(),
            faults.invocations(),
            new PermittedLogs(roles, ids, logs),
            counted,
            clock,
            monotonicNanos,
            threads.timers(),
            ids,
            random);
    return new LambdaService(
        runtime,
        router,
        new KinesisSource(streams, faults, roles, ids, Optional.empty()),
        positions.<SavedPositions>map(file -> file).orElse(SavedPositions.NONE),
        faults,
        settings.mappings());
  }

  private void roundTrips() {
    for (String one : settings.regions()) {
      for (String other : settings.regions()) {
        if (one.compareTo(other) < 0) {
          faults.roundTrip(one, other, settings.roundTrip());
        }
      }
    }
  }

  /** Ends everything; what runs is cut off. */
  @Override
  public void close() {
    endpoint.close();
    nameServer.close();
    functions.close();
    positions.ifPresent(FilePositions::close);
    tables.close();
    threads.close();
    folder.ifPresent(DataFolder::close);
    streams.close();
  }
}
