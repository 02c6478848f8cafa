package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.dynamodb.TouchedItems.Image;
import io.farshore.lab.dynamodb.TouchedItems.Touched;
import io.farshore.lab.endpoint.RawResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The tables of one Region. Writes to its replicas of global tables are told to a listener, in the
 * order in which they were applied; writes that come from another Region's replica are applied when
 * they are later than what is there, and told to nobody. Thread-safe.
 */
final class Replica implements AutoCloseable {

  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");
  private static final int OK = 200;

  private final String region;
  private final LocalDynamoDb store;
  private final Clock clock;
  private final Consumer<ItemWrite> listener;
  private final Map<String, List<String>> copiedTables = new ConcurrentHashMap<>();
  private final Map<ItemKey, Version> versions = new HashMap<>();
  private final Optional<VersionLog> log;

  /**
   * The tables of a store.
   *
   * @param log keeps the versions; empty: in memory
   */
  Replica(
      String region,
      LocalDynamoDb store,
      Clock clock,
      Consumer<ItemWrite> listener,
      Optional<VersionLog> log) {
    this.region = region;
    this.store = store;
    this.clock = clock;
    this.listener = listener;
    this.log = log;
    log.ifPresent(kept -> versions.putAll(kept.kept().versions()));
  }

  /**
   * Tells the listener once more of the last write of each item that was written here: what was on
   * its way when the lab ended has not arrived. Replicas that have it take no notice.
   */
  synchronized void tellAgain() {
    Set<ItemKey> unsettled = log.map(kept -> kept.kept().unsettled()).orElse(Set.of());
    unsettled.stream()
        .filter(key -> copiedTables.containsKey(key.table()))
        .forEach(key -> tell(key, read(key)));
    versions.forEach(
        (key, version) -> {
          if (version.region().equals(region)
              && copiedTables.containsKey(key.table())
              && !unsettled.contains(key)) {
            listener.accept(new ItemWrite(key, read(key), version));
          }
        });
  }

  /** Takes an item as it is here for a write of this Region, where it has no version. */
  synchronized void tellFirst(String table, JsonNode item) {
    ItemKey key = ItemKey.of(table, copiedTables.get(table), item);
    if (!versions.containsKey(key)) {
      tell(key, Optional.of(item));
    }
  }

  /** From now on, tells the listener of writes to {@code table}. */
  void copy(String table, List<String> keySchema) {
    copiedTables.put(table, keySchema);
  }

  /** Forgets that {@code table} was copied. */
  synchronized void forget(String table) {
    copiedTables.remove(table);
    versions.keySet().removeIf(key -> key.table().equals(table));
    log.ifPresent(keeps -> keeps.forgotten(table));
  }

  boolean copiesAny() {
    return !copiedTables.isEmpty();
  }

  /** Answers a request; {@code body} is what its input is read from when it must be looked at. */
  RawResponse call(String operation, byte[] body) {
    if (!copiesAny() || !WRITES.contains(operation)) {
      return store.call(operation, body);
    }
    ObjectNode input = Json.read(body);
    List<Touched> touched =
        TouchedItems.of(operation, input, table -> Optional.ofNullable(copiedTables.get(table)));
    if (touched.isEmpty()) {
      return store.call(operation, body);
    }
    synchronized (this) {
      touched.forEach(each -> log.ifPresent(keeps -> keeps.intend(each.key())));
      RawResponse answer =
          operation.equals("UpdateItem")
              ? update(input, body, touched.get(0).key())
              : write(operation, body, touched);
      if (answer.status() != OK) {
        touched.forEach(each -> log.ifPresent(keeps -> keeps.refused(each.key())));
      }
      return answer;
    }
  }

  /** Applies a write of another Region unless this replica has a later one of the item. */
  synchronized void apply(ItemWrite write) {
    String table = write.key().table();
    Version here = versions.get(write.key());
    if (!copiedTables.containsKey(table) || here != null && here.compareTo(write.version()) >= 0) {
      return;
    }
    ObjectNode input = Json.object().put("TableName", table);
    if (write.image().isPresent()) {
      input.set("Item", write.image().get());
    } else {
      input.set("Key", write.key().attributes());
    }
    String operation = write.image().isPresent() ? "PutItem" : "DeleteItem";
    RawResponse answer = store.call(operation, Json.write(input));
    if (answer.status() != OK) {
      throw new IllegalStateException(region + " refuses a replicated write to " + table);
    }
    versions.put(write.key(), write.version());
    log.ifPresent(keeps -> keeps.written(write));
  }

  /** All items of a table, or empty when there is no such table. */
  Optional<List<JsonNode>> scan(String table) {
    List<JsonNode> items = new ArrayList<>();
    ObjectNode input = Json.object().put("TableName", table).put("ConsistentRead", true);
    while (true) {
      RawResponse answer = store.call("Scan", Json.write(input));
      if (answer.status() != OK) {
        return Optional.empty();
      }
      ObjectNode page = Json.read(answer.body());
      page.path("Items").forEach(items::add);
      if (!page.has("LastEvaluatedKey")) {
        return Optional.of(items);
      }
      input.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
    }
  }

  @Override
  public synchronized void close() {
    store.close();
    log.ifPresent(VersionLog::close);
  }

  private RawResponse write(String operation, byte[] body, List<Touched> touched) {
    RawResponse answer = store.call(operation, body);
    if (answer.status() == OK) {
      for (Touched each : touched) {
        Image image = each.image().orElseGet(() -> new Image(read(each.key())));
        tell(each.key(), image.item());
      }
    }
    return answer;
  }

  /** Asks for the new item with the update, where the caller asks for nothing: one call less. */
  private RawResponse update(ObjectNode input, byte[] body, ItemKey key) {
    String returned = input.path("ReturnValues").asText("NONE");
    if (returned.equals("NONE")) {
      input.put("ReturnValues", "ALL_NEW");
      RawResponse answer = store.call("UpdateItem", Json.write(input));
      if (answer.status() != OK) {
        return answer;
      }
      ObjectNode output = Json.read(answer.body());
      tell(key, Optional.ofNullable(output.remove("Attributes")));
      return rewritten(answer, output);
    }
    RawResponse answer = store.call("UpdateItem", body);
    if (answer.status() == OK) {
      tell(key, read(key));
    }
    return answer;
  }

  /** An answer with another body, and so without the checksum of the first. */
  static RawResponse rewritten(RawResponse answer, JsonNode output) {
    Map<String, String> headers = new HashMap<>(answer.headers());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("x-amz-crc32"));
    return new RawResponse(answer.status(), headers, Json.write(output));
  }

  private Optional<JsonNode> read(ItemKey key) {
    ObjectNode input = Json.object().put("TableName", key.table()).put("ConsistentRead", true);
    input.set("Key", key.attributes());
    RawResponse answer = store.call("GetItem", Json.write(input));
    return Optional.ofNullable(Json.read(answer.body()).get("Item"));
  }

  private void tell(ItemKey key, Optional<JsonNode> image) {
    Version before = versions.get(key);
    Instant now = clock.instant();
    // A write here comes after what is here, whatever the clocks say: replicas must converge.
    Instant time = before == null || before.time().isBefore(now) ? now : before.time().plusNanos(1);
    Version version = new Version(time, region);
    ItemWrite write = new ItemWrite(key, image, version);
    versions.put(key, version);
    log.ifPresent(keeps -> keeps.written(write));
    listener.accept(write);
  }
}
