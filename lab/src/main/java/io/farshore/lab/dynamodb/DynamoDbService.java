package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.RawRequest;
import io.farshore.lab.endpoint.RawResponse;
import io.farshore.lab.endpoint.RawService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * DynamoDB of all Regions: DynamoDB Local in each, in memory, and global tables copied between
 * them. A global table is made by {@link #createGlobalTable}; each write to one of its replicas is
 * copied to the others item by item, after a delay, and the last writer wins by wall time. While
 * Regions are cut off from each other their writes wait, and are delivered when that is over.
 * Conditions see only the replica that they run on.
 *
 * <p>The Regions start side by side when the service is made; calls wait for theirs. PartiQL is
 * refused where there is a global table, as its writes would not be copied. Thread-safe.
 */
public final class DynamoDbService implements AwsService, RawService, AutoCloseable {

  private static final String ACCOUNT = "111122223333";
  private static final Set<String> DESCRIBING =
      Set.of("CreateTable", "DescribeTable", "UpdateTable", "DeleteTable");
  private static final Set<String> PARTIQL =
      Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");
  private static final int OK = 200;

  private final Executor executor;
  private final Map<String, CompletableFuture<Replica>> replicas = new LinkedHashMap<>();
  private final Map<String, Map<String, ReplicationLink>> links = new LinkedHashMap<>();
  private final Map<String, Set<String>> globalTables = new ConcurrentHashMap<>();

  /**
   * Starts the Regions.
   *
   * @param regions that have DynamoDB
   * @param clock the wall clock that settles "last writer wins"
   * @param loop measures the delay of replication; nothing on it blocks
   * @param executor runs the calls, which block for about a millisecond
   * @param delay of replication
   * @param cut which Regions are cut off from each other
   */
  public DynamoDbService(
      Collection<String> regions,
      Clock clock,
      EventLoop loop,
      Executor executor,
      ReplicationDelay delay,
      RegionLinks cut) {
    this.executor = executor;
    for (String from : regions) {
      Map<String, ReplicationLink> outgoing = new LinkedHashMap<>();
      for (String to : regions) {
        if (!to.equals(from)) {
          outgoing.put(
              to,
              new ReplicationLink(
                  loop,
                  executor,
                  () -> delay.next().plus(cut.delay(from, to)),
                  () -> cut.isCut(from, to),
                  write -> replicas.get(to).join().apply(write)));
        }
      }
      links.put(from, outgoing);
    }
    for (String region : regions) {
      replicas.put(region, CompletableFuture.supplyAsync(() -> start(region, clock), executor));
    }
  }

  private Replica start(String region, Clock clock) {
    return new Replica(
        region, LocalDynamoDb.start(region), clock, write -> copyToOthers(region, write));
  }

  private void copyToOthers(String region, ItemWrite write) {
    for (String other : globalTables.getOrDefault(write.key().table(), Set.of())) {
      if (!other.equals(region)) {
        links.get(region).get(other).send(write);
      }
    }
  }

  @Override
  public String signingName() {
    return "dynamodb";
  }

  /**
   * Creates a table with a replica in each of the Regions.
   *
   * @param table the input of CreateTable
   * @param regions of the replicas, each one of the service's
   * @return completes when all replicas are there; fails with {@link AwsError} as CreateTable does,
   *     and with {@code ResourceInUseException} when one of the Regions has the table
   */
  public CompletableFuture<Void> createGlobalTable(ObjectNode table, List<String> regions) {
    return CompletableFuture.runAsync(
        () -> {
          String name = table.path("TableName").asText();
          byte[] body = Json.write(table);
          // One at a time: two tables made at once in one store of DynamoDB Local may both fail.
          synchronized (globalTables) {
            for (String region : regions) {
              output(replica(region).call("CreateTable", body));
            }
          }
          List<String> keySchema = new ArrayList<>();
          table.path("KeySchema").forEach(e -> keySchema.add(e.path("AttributeName").asText()));
          globalTables.put(name, Set.copyOf(regions));
          regions.forEach(region -> replica(region).copy(name, keySchema));
        },
        executor);
  }

  /**
   * Creates a table as CloudFormation does.
   *
   * @param properties of {@code AWS::DynamoDB::GlobalTable}, evaluated; strong consistency and
   *     other properties that the lab would ignore are refused
   */
  public CompletableFuture<Void> createGlobalTable(ObjectNode properties) {
    try {
      List<String> regions = new ArrayList<>();
      properties.path("Replicas").forEach(each -> regions.add(each.path("Region").asText()));
      return createGlobalTable(GlobalTableProperties.createTable(properties), regions);
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Answers a call from within the lab. */
  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    return CompletableFuture.supplyAsync(
        () -> output(answer(call.region(), call.operation(), Json.write(call.input()))), executor);
  }

  /** Answers a request over HTTP with DynamoDB Local's own bytes. */
  @Override
  public CompletableFuture<RawResponse> call(RawRequest request) {
    return CompletableFuture.supplyAsync(
        () -> answer(request.region(), request.operation(), request.body()), executor);
  }

  /**
   * All items of a Region's table, in no particular order, as DynamoDB's JSON ({@code {"name":
   * {"S": ...}}}). Works while the Region is lost; blocks for some milliseconds. Empty when there
   * is no such table.
   */
  public List<JsonNode> items(String region, String table) {
    return replica(region).scan(table).orElse(List.of());
  }

  /** How many writes wait to be delivered from one Region's replicas to another's. */
  public int backlog(String from, String to) {
    return links.get(from).get(to).backlog();
  }

  @Override
  public void close() {
    links.values().forEach(from -> from.values().forEach(ReplicationLink::close));
    replicas.values().forEach(replica -> replica.join().close());
  }

  private RawResponse answer(String region, String operation, byte[] body) {
    Replica replica = replica(region);
    if (PARTIQL.contains(operation) && replica.copiesAny()) {
      throw AwsError.validation(
          "The lab does not copy what PartiQL writes to global tables: use the item operations");
    }
    if (operation.equals("UpdateTable") && Json.read(body).has("ReplicaUpdates")) {
      throw AwsError.validation("The lab makes replicas only together with their table");
    }
    RawResponse answer = replica.call(operation, body);
    return answer.status() == OK && DESCRIBING.contains(operation)
        ? described(region, operation, answer)
        : answer;
  }

  /** DynamoDB Local knows neither Region, account nor replicas. */
  private RawResponse described(String region, String operation, RawResponse answer) {
    ObjectNode output = Json.read(answer.body());
    String member = output.has("Table") ? "Table" : "TableDescription";
    if (!(output.get(member) instanceof ObjectNode table)) {
      return answer;
    }
    String name = table.path("TableName").asText();
    table.put("TableArn", "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + name);
    Set<String> replicated = globalTables.getOrDefault(name, Set.of());
    if (replicated.contains(region)) {
      ArrayNode others = table.put("GlobalTableVersion", "2019.11.21").putArray("Replicas");
      replicated.stream()
          .sorted()
          .forEach(r -> others.addObject().put("RegionName", r).put("ReplicaStatus", "ACTIVE"));
    }
    if (operation.equals("DeleteTable")) {
      replica(region).forget(name);
      globalTables.computeIfPresent(
          name,
          (key, regions) -> {
            Set<String> left = new java.util.HashSet<>(regions);
            left.remove(region);
            return left.isEmpty() ? null : Set.copyOf(left);
          });
    }
    return Replica.rewritten(answer, output);
  }

  private Replica replica(String region) {
    return Optional.ofNullable(replicas.get(region))
        .orElseThrow(() -> AwsError.validation("DynamoDB has no Region " + region))
        .join();
  }

  private static JsonNode output(RawResponse answer) {
    ObjectNode body = Json.read(answer.body());
    if (answer.status() == OK) {
      return body;
    }
    String type = body.path("__type").asText();
    String message =
        body.has("Message") ? body.path("Message").asText() : body.path("message").asText();
    throw new AwsError(type.substring(type.indexOf('#') + 1), answer.status(), message);
  }
}
