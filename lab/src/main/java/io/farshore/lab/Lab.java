package io.farshore.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudformation.CloudFormation;
import io.farshore.lab.cloudformation.Stack;
import io.farshore.lab.cloudformation.StackApi;
import io.farshore.lab.cloudformation.StackRequest;
import io.farshore.lab.cloudwatch.AlarmChange;
import io.farshore.lab.cloudwatch.CloudWatchService;
import io.farshore.lab.dynamodb.DynamoDbService;
import io.farshore.lab.dynamodb.ReplicationDelay;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.CallCounts;
import io.farshore.lab.endpoint.Caller;
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
import io.farshore.lab.kinesis.ReportedRecord;
import io.farshore.lab.kinesis.StreamArn;
import io.farshore.lab.kinesis.StreamReader;
import io.farshore.lab.lambda.FilePositions;
import io.farshore.lab.lambda.LambdaRuntimeSettings;
import io.farshore.lab.lambda.LambdaService;
import io.farshore.lab.lambda.LogSink;
import io.farshore.lab.lambda.mapping.SavedPositions;
import io.farshore.lab.logs.LogEvent;
import io.farshore.lab.logs.LogsService;
import io.farshore.lab.route53.NameServer;
import io.farshore.lab.route53.Route53Service;
import io.farshore.lab.scheduler.SchedulerService;
import io.farshore.lab.sns.Message;
import io.farshore.lab.sns.SnsService;
import io.farshore.lab.sqs.SqsService;
import io.farshore.lab.stepfunctions.StatesService;
import io.farshore.lab.stepfunctions.StatusChangeEvents;
import io.farshore.lab.sts.StsService;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * AWS Regions in one JVM, behind one endpoint on 127.0.0.1. This is the lab's composition root.
 * Thread-safe.
 */
public final class Lab implements AutoCloseable {

  private static final int LOG_LINES = 20_000;

  private final LabSettings settings;
  private final Clock clock;
  private final Optional<DataFolder> folder;
  private final LabThreads threads;
  private final ServiceMetrics counted;
  private final Faults faults = new Faults();
  private final Roles roles = new Roles();
  private final Credentials credentials = new Credentials();
  private final FunctionLogs logs = new FunctionLogs();
  private final RequestIds ids;
  private final ServiceRouter router;
  private final DynamoDbService tables;
  private final KinesisService streams;
  private final StatesService states;
  private final Optional<FilePositions> positions;
  private final LambdaService functions;
  private final LogsService logGroups;
  private final SnsService topics;
  private final CloudWatchService metrics;
  private final CloudFormation stacks;
  private final Endpoint endpoint;
  private final NameServer nameServer;

  private Lab(LabSettings settings, Clock clock, LongSupplier monotonicNanos) {
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
    router.add(new SqsService(threads.events(), ids, this::endpoint, counted::ofQueue));
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
            this::endpoint,
            new RegisteredCredentials(credentials),
            () -> nameServer().getPort(),
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

  /**
   * Starts a lab without any resources.
   *
   * @throws io.farshore.lab.endpoint.PortInUseException when something else listens on the port
   * @throws DataFolderUnusable when the folder for its state can't be used
   */
  public static Lab start(LabSettings settings) {
    return new Lab(settings, Clock.systemUTC(), System::nanoTime);
  }

  /**
   * Starts a lab that lives by another wall clock, such as one that a test moves.
   *
   * @param clock what everything in the lab that has a date goes by: retention, expiry, states.
   *     Waiting and timers go by the machine's own monotonic clock all the same
   * @throws io.farshore.lab.endpoint.PortInUseException when something else listens on the port
   * @throws DataFolderUnusable when the folder for its state can't be used
   */
  public static Lab start(LabSettings settings, Clock clock) {
    return new Lab(settings, clock, System::nanoTime);
  }

  /** What SDKs take as their endpoint URL. */
  public URI endpoint() {
    return endpoint.uri();
  }

  /** Where DNS is answered, of Route 53's zones; the endpoint's port, where UDP has it free. */
  public InetSocketAddress nameServer() {
    return nameServer.address();
  }

  /** The Regions, as in the settings. */
  public List<String> regions() {
    return settings.regions();
  }

  /** What goes wrong in the lab, by will. */
  public Faults faults() {
    return faults;
  }

  /** What the roles of templates allow, and what came of it. */
  public Roles roles() {
    return roles;
  }

  /** All services, with faults and latency between. */
  public AwsApi api() {
    return router;
  }

  /**
   * Makes the global tables of a template in the first Region, as the stack {@code tables}.
   *
   * @throws io.farshore.lab.cloudformation.TemplateException when the template is at fault
   */
  public Stack deploy(Path tablesYaml, Map<String, String> parameters) {
    return stacks.deploy(
        new StackRequest("tables", settings.regions().get(0), tablesYaml, parameters));
  }

  /**
   * Makes a stack, and warms the functions of its Region.
   *
   * @throws io.farshore.lab.cloudformation.TemplateException when the template is at fault
   */
  public Stack deployStack(StackRequest request) {
    Stack stack = stacks.deploy(request);
    functions.warm(request.region());
    return stack;
  }

  /** Calls an operation as somebody outside of AWS, who is called {@code principal}. */
  public CompletableFuture<JsonNode> call(
      String principal, String region, String service, String operation, ObjectNode input) {
    return router.call(
        new ApiCall(Caller.outside(principal), region, service, operation, input, ids.get()));
  }

  /** Calls {@code listener} with every line that functions log. */
  public void onLog(LogSink listener) {
    logs.add(listener);
  }

  /** Every record of a stream, in shard order; also of a lost Region. Empty without the stream. */
  public List<ReportedRecord> records(String region, String stream) {
    return streams.dump(new StreamArn(region, stream));
  }

  /** All streams, past faults, latency and limits; also of a lost Region. */
  public StreamReader reader() {
    return streams;
  }

  /** How many calls were made, over the endpoint and within the lab. */
  public CallCounts calls() {
    return router.counts();
  }

  /** The last lines of a log group, oldest first; also of a lost Region. */
  public List<LogEvent> log(String region, String group) {
    return logGroups.events(region, group);
  }

  /**
   * From now on the periods of alarms pass faster: one of five minutes, made 30 times as fast,
   * takes ten seconds; none is shorter than three.
   */
  public void hastenAlarms(int times) {
    metrics.hastenAlarms(times);
  }

  /** The last changes of alarms in all Regions, oldest first. */
  public List<AlarmChange> alarmChanges() {
    return metrics.alarmChanges();
  }

  /** The messages that were published to a topic, oldest first; also of a lost Region. */
  public List<Message> messages(String topicArn) {
    return topics.messages(topicArn);
  }

  /** All items of a Region's table, as DynamoDB's JSON; also of a lost Region. */
  public List<JsonNode> items(String region, String table) {
    return tables.items(region, table);
  }

  /**
   * The executions of a Region's state machines, also of a lost Region.
   *
   * @return of each the members of DescribeExecution, and {@code history}: the events of
   *     GetExecutionHistory, oldest first
   */
  public List<ObjectNode> executions(String region) {
    return new ExecutionDump(states, region, ids).all();
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
