package io.farshore.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.cloudformation.Stack;
import io.farshore.lab.cloudformation.StackRequest;
import io.farshore.lab.cloudwatch.AlarmChange;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.CallCounts;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.Faults;
import io.farshore.lab.iam.Roles;
import io.farshore.lab.kinesis.ReportedRecord;
import io.farshore.lab.kinesis.StreamArn;
import io.farshore.lab.kinesis.StreamReader;
import io.farshore.lab.lambda.LogSink;
import io.farshore.lab.logs.LogEvent;
import io.farshore.lab.sns.Message;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * AWS Regions in one JVM, behind one endpoint on 127.0.0.1: what can be done with them, and what an
 * onlooker sees of them. Thread-safe.
 */
public final class Lab implements AutoCloseable {

  private final LabServices services;

  private Lab(LabServices services) {
    this.services = services;
  }

  /**
   * Starts a lab without any resources.
   *
   * @throws io.farshore.lab.endpoint.PortInUseException when something else listens on the port
   * @throws DataFolderUnusable when the folder for its state can't be used
   */
  public static Lab start(LabSettings settings) {
    return new Lab(new LabServices(settings, Clock.systemUTC(), System::nanoTime));
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
    return new Lab(new LabServices(settings, clock, System::nanoTime));
  }

  /** What SDKs take as their endpoint URL. */
  public URI endpoint() {
    return services.endpoint.uri();
  }

  /** Where DNS is answered, of Route 53's zones; the endpoint's port, where UDP has it free. */
  public InetSocketAddress nameServer() {
    return services.nameServer.address();
  }

  /** The Regions, as in the settings. */
  public List<String> regions() {
    return services.settings.regions();
  }

  /** What goes wrong in the lab, by will. */
  public Faults faults() {
    return services.faults;
  }

  /** What the roles of templates allow, and what came of it. */
  public Roles roles() {
    return services.roles;
  }

  /** All services, with faults and latency between. */
  public AwsApi api() {
    return services.router;
  }

  /**
   * Makes the global tables of a template in the first Region, as the stack {@code tables}.
   *
   * @throws io.farshore.lab.cloudformation.TemplateException when the template is at fault
   */
  public Stack deploy(Path tablesYaml, Map<String, String> parameters) {
    return services.stacks.deploy(
        new StackRequest("tables", services.settings.regions().get(0), tablesYaml, parameters));
  }

  /**
   * Makes a stack, and warms the functions of its Region.
   *
   * @throws io.farshore.lab.cloudformation.TemplateException when the template is at fault
   */
  public Stack deployStack(StackRequest request) {
    Stack stack = services.stacks.deploy(request);
    services.functions.warm(request.region());
    return stack;
  }

  /** Calls an operation as somebody outside of AWS, who is called {@code principal}. */
  public CompletableFuture<JsonNode> call(
      String principal, String region, String service, String operation, ObjectNode input) {
    return services.router.call(
        new ApiCall(
            Caller.outside(principal), region, service, operation, input, services.ids.get()));
  }

  /** Calls {@code listener} with every line that functions log. */
  public void onLog(LogSink listener) {
    services.logs.add(listener);
  }

  /** Every record of a stream, in shard order; also of a lost Region. Empty without the stream. */
  public List<ReportedRecord> records(String region, String stream) {
    return services.streams.dump(new StreamArn(region, stream));
  }

  /** All streams, past faults, latency and limits; also of a lost Region. */
  public StreamReader reader() {
    return services.streams;
  }

  /** How many calls were made, over the endpoint and within the lab. */
  public CallCounts calls() {
    return services.router.counts();
  }

  /** The last lines of a log group, oldest first; also of a lost Region. */
  public List<LogEvent> log(String region, String group) {
    return services.logGroups.events(region, group);
  }

  /**
   * From now on the periods of alarms pass faster: one of five minutes, made 30 times as fast,
   * takes ten seconds; none is shorter than three.
   */
  public void hastenAlarms(int times) {
    services.metrics.hastenAlarms(times);
  }

  /** The last changes of alarms in all Regions, oldest first. */
  public List<AlarmChange> alarmChanges() {
    return services.metrics.alarmChanges();
  }

  /** The messages that were published to a topic, oldest first; also of a lost Region. */
  public List<Message> messages(String topicArn) {
    return services.topics.messages(topicArn);
  }

  /** All items of a Region's table, as DynamoDB's JSON; also of a lost Region. */
  public List<JsonNode> items(String region, String table) {
    return services.tables.items(region, table);
  }

  /**
   * The executions of a Region's state machines, also of a lost Region.
   *
   * @return of each the members of DescribeExecution, and {@code history}: the events of
   *     GetExecutionHistory, oldest first
   */
  public List<ObjectNode> executions(String region) {
    return new ExecutionDump(services.states, region, services.ids).all();
  }

  /** Ends everything; what runs is cut off. */
  @Override
  public void close() {
    services.close();
  }
}
