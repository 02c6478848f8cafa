package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import io.farshore.lab.endpoint.RawRequest;
import io.farshore.lab.endpoint.RawResponse;
import io.farshore.lab.endpoint.RawService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * DynamoDB of all Regions: DynamoDB Local in each, in memory, and global tables copied between
 * them. A global table is made by {@link #createGlobalTable}; each write to one of its replicas is
 * copied to the others item by item, after a delay, and the last writer wins by wall time. While
 * Regions are cut off from each other their writes wait, and are delivered when that is over.
 * Conditions see only the replica that they run on. {@link StrongTables} are not copied.
 *
 * <p>The Regions start side by side when the service is made; calls wait for theirs. PartiQL is
 * refused where there is a global table, as its writes would not be copied. Thread-safe.
 */
public final class DynamoDbService implements AwsService, RawService, AutoCloseable {

  private static final Set<String> PARTIQL =
      Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");
  private static final List<String> SHARED =
      List.of(
          "AttributeDefinitions",
          "BillingMode",
          "ProvisionedThroughput",
          "OnDemandThroughput",
          "GlobalSecondaryIndexUpdates",
          "TableClass");
  private static final int OK = 200;
  private static final int INTERNAL_ERROR = 500;
  private static final String JSON_TYPE = "application/x-amz-json-1.0";

  private final Executor executor;
  private final Map<String, CompletableFuture<Replica>> replicas = new LinkedHashMap<>();
  private final Map<String, Map<String, ReplicationLink>> links = new LinkedHashMap<>();
  private final TableRegistry registry;
  private final TableTraits traits;
  private final Descriptions descriptions;
  private final ReplicaUpdates replicaUpdates;
  private final StrongTables strongTables;

  /**
   * Starts the Regions.
   *
   * @param regions that have DynamoDB
   * @param clock the wall clock that settles "last writer wins"
   * @param loop measures the delay of replication; nothing on it blocks
   * @param executor runs the calls, which block for about a millisecond
   * @param delay of replication
   * @param cut which Regions are cut off from each other
   * @param folder in which tables are kept over a restart; empty: in memory
   */
  public DynamoDbService(
      Collection<String> regions,
      Clock clock,
      EventLoop loop,
      Executor executor,
      ReplicationDelay delay,
      RegionLinks cut,
      Optional<Path> folder) {
    this.executor = executor;
    this.registry =
        new TableRegistry(folder.map(DynamoDbService::made).map(f -> f.resolve("tables.json")));
    this.traits = new TableTraits(registry, this::exists, clock);
    this.descriptions = new Descriptions(registry);
    this.strongTables = new StrongTables(registry, cut);
    this.replicaUpdates = new ReplicaUpdates(registry, this::replica, Set.copyOf(regions));
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
      Optional<Path> files = folder.map(all -> made(all.resolve(region)));
      replicas.put(
          region, CompletableFuture.supplyAsync(() -> start(region, clock, files), executor));
    }
    if (folder.isPresent()) {
      replicas.values().forEach(replica -> replica.thenAcceptAsync(Replica::tellAgain, executor));
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Replica start(String region, Clock clock, Optional<Path> files) {
    Replica replica =
        new Replica(
            region,
            LocalDynamoDb.start(region, files),
            clock,
            write -> copyToOthers(region, write),
            files.map(folder -> VersionLog.open(folder.resolve("versions.log"))));
    registry
        .globalTables()
        .forEach(
            (name, table) -> {
              if (table.regions().contains(region) && table.strong().isEmpty()) {
                replica.copy(name, table.keySchema());
              }
            });
    return replica;
  }

  private void copyToOthers(String region, ItemWrite write) {
    for (String other : registry.regions(write.key().table())) {
      if (!other.equals(region)) {
        links.get(region).get(other).send(write);
      }
    }
  }

  private boolean exists(String region, String table) {
    return describe(region, table).isPresent();
  }

  private Optional<ObjectNode> describe(String region, String table) {
    byte[] body = Json.write(Json.object().put("TableName", table));
    RawResponse answer = replica(region).call("DescribeTable", body);
    if (answer.status() >= INTERNAL_ERROR) {
      throw new IllegalStateException(
          "DynamoDB Local answered DescribeTable with "
              + answer.status()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.status() == OK
        ? Optional.of((ObjectNode) Json.read(answer.body()).get("Table"))
        : Optional.empty();
  }

  @Override
  public String signingName() {
    return "dynamodb";
  }

  /**
   * Creates a table as CloudFormation does, with a replica in each of its Regions. One that is kept
   * from an earlier lab is taken over as it is.
   *
   * @param properties of {@code AWS::DynamoDB::GlobalTable}, evaluated; what the lab would ignore
   *     is refused
   * @return completes when all replicas are there; fails with {@link AwsError} as CreateTable does,
   *     and with {@code ResourceInUseException} when one of the Regions has the table
   */
  public CompletableFuture<Void> createGlobalTable(ObjectNode properties) {
    return CompletableFuture.runAsync(
        () -> create(new GlobalTableProperties(properties)), executor);
  }

  private void create(GlobalTableProperties table) {
    String name = table.name();
    List<String> regions = table.regions();
    if (registry.takeOver(name, regions)) {
      return;
    }
    List<String> keySchema = List.of();
    for (String region : regions) {
      ObjectNode input = table.createTable(region);
      keySchema = keySchema(input);
      output(replica(region).call("CreateTable", Json.write(input)));
      traits.created(region, name, input);
      table.backups(region).ifPresent(on -> traits.call(region, "UpdateContinuousBackups", on));
      table
          .timeToLive()
          .ifPresent(on -> output(replica(region).call("UpdateTimeToLive", Json.write(on))));
    }
    if (table.isStrong()) {
      var strong = new TableRegistry.Strong(regions.get(0), table.witnesses());
      registry.enter(
          name, new TableRegistry.GlobalTable(Set.copyOf(regions), keySchema, Optional.of(strong)));
      return;
    }
    registry.enter(name, Set.copyOf(regions), keySchema);
    for (String region : regions) {
      replica(region).copy(name, keySchema);
    }
  }

  private static List<String> keySchema(JsonNode table) {
    List<String> keySchema = new ArrayList<>();
    table.path("KeySchema").forEach(e -> keySchema.add(e.path("AttributeName").asText()));
    return keySchema;
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
    String home = registry.strong(table).map(TableRegistry.Strong::home).orElse(region);
    return replica(home).scan(table).orElse(List.of());
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
    Replica replica = replica(strongTables.home(region, operation, body));
    if (PARTIQL.contains(operation) && replica.copiesAny()) {
      throw AwsError.validation(
          "The lab does not copy what PartiQL writes to global tables: use the item operations");
    }
    if (TableTraits.has(operation)) {
      return new RawResponse(
          OK,
          Map.of("Content-Type", JSON_TYPE),
          Json.write(traits.call(region, operation, Json.read(body))));
    }
    if (!LocalDynamoDb.has(operation)) {
      throw new AwsError(
          "UnknownOperationException", 400, "The lab has no " + operation + " of DynamoDB");
    }
    if (operation.equals("UpdateTable")) {
      ObjectNode input = Json.read(body);
      refuseStrongConsistency(input);
      if (input.path("ReplicaUpdates").isArray()) {
        return replicaUpdates.update(region, input);
      }
      String name = TouchedItems.tableName(input.path("TableName").asText());
      if (input.size() == 2 && input.has("SSESpecification") && exists(region, name)) {
        // DynamoDB Local finds nothing to update.
        share(region, input);
        return replicaUpdates.update(region, Json.object().put("TableName", name));
      }
    }
    Arns arns = new Arns(region);
    RawResponse raw = replica.call(operation, arns.toStore(operation, body));
    RawResponse answer = raw.with(arns.fromStore(operation, raw.body()));
    if (answer.status() != OK) {
      return Refusals.reworded(operation, body, answer);
    }
    if (operation.equals("DeleteTable")) {
      RawResponse deleting = descriptions.complete(region, operation, answer);
      remember(region, operation, body);
      return deleting;
    }
    remember(region, operation, body);
    return Descriptions.has(operation) ? descriptions.complete(region, operation, answer) : answer;
  }

  /** The settings that all replicas of a global table share. */
  private void share(String region, ObjectNode input) {
    String name = TouchedItems.tableName(input.path("TableName").asText());
    ObjectNode shared = Json.object().put("TableName", name);
    SHARED.stream().filter(input::has).forEach(each -> shared.set(each, input.get(each)));
    boolean any = shared.size() > (shared.has("AttributeDefinitions") ? 2 : 1);
    for (String other : registry.regions(name)) {
      if (!other.equals(region)) {
        if (any) {
          output(replica(other).call("UpdateTable", Json.write(shared)));
        }
        traits.encrypted(other, name, input.path("SSESpecification"));
      }
    }
    traits.encrypted(region, name, input.path("SSESpecification"));
  }

  private static void refuseStrongConsistency(JsonNode input) {
    if (input.path("MultiRegionConsistency").asText("EVENTUAL").equals("STRONG")
        || input.has("GlobalTableWitnessUpdates")) {
      throw AwsError.validation(
          "The lab makes tables with MultiRegionConsistency STRONG, and witnesses, by a template only");
    }
  }

  private void remember(String region, String operation, byte[] body) {
    switch (operation) {
      case "CreateTable" -> {
        ObjectNode input = Json.read(body);
        traits.created(region, TouchedItems.tableName(input.path("TableName").asText()), input);
      }
      case "UpdateTable" -> share(region, Json.read(body));
      case "DeleteTable" -> {
        String name = TouchedItems.tableName(Json.read(body).path("TableName").asText());
        replica(region).forget(name);
        registry.deleted(region, name);
      }
      case "UpdateTimeToLive" -> {
        // One setting of all replicas.
        String name = TouchedItems.tableName(Json.read(body).path("TableName").asText());
        byte[] named = Json.write(Json.read(body).put("TableName", name));
        registry.regions(name).stream()
            .filter(other -> !other.equals(region))
            .forEach(other -> replica(other).call(operation, named));
      }
      default -> {
        // Nothing to remember.
      }
    }
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
