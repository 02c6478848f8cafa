package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which items a write request touches, and what they are afterwards as far as the request says so.
 */
final class TouchedItems {

  /**
   * One item of a request.
   *
   * @param key of the item
   * @param image the item after the write, or null when it was deleted; empty when the request
   *     doesn't tell and the item must be read
   */
  record Touched(ItemKey key, Optional<Image> image) {}

  /** An item after a write; {@code item} is empty when it was deleted. */
  record Image(Optional<JsonNode> item) {}

  private final Function<String, Optional<List<String>>> keySchemas;
  private final List<Touched> touched = new ArrayList<>();

  private TouchedItems(Function<String, Optional<List<String>>> keySchemas) {
    this.keySchemas = keySchemas;
  }

  /**
   * The items of the tables that are copied; of other tables none.
   *
   * @param keySchemas the key attributes of a table by its name; empty when it is not copied
   */
  static List<Touched> of(
      String operation, JsonNode input, Function<String, Optional<List<String>>> keySchemas) {
    TouchedItems items = new TouchedItems(keySchemas);
    switch (operation) {
      case "PutItem" -> items.put(input);
      case "DeleteItem" -> items.delete(input);
      case "UpdateItem" -> items.update(input);
      case "BatchWriteItem" -> items.batch(input.path("RequestItems"));
      case "TransactWriteItems" -> items.transaction(input.path("TransactItems"));
      default -> throw new IllegalArgumentException(operation);
    }
    return items.touched;
  }

  private void put(JsonNode put) {
    add(put, put.path("Item"), Optional.of(new Image(Optional.of(put.path("Item")))));
  }

  private void delete(JsonNode delete) {
    add(delete, delete.path("Key"), Optional.of(new Image(Optional.empty())));
  }

  private void update(JsonNode update) {
    add(update, update.path("Key"), Optional.empty());
  }

  private void batch(JsonNode tables) {
    tables
        .properties()
        .forEach(
            table ->
                table
                    .getValue()
                    .forEach(
                        request -> {
                          if (request.has("PutRequest")) {
                            put(named(table.getKey(), request.get("PutRequest")));
                          } else {
                            delete(named(table.getKey(), request.path("DeleteRequest")));
                          }
                        }));
  }

  private static ObjectNode named(String table, JsonNode request) {
    return ((ObjectNode) request.deepCopy()).put("TableName", table);
  }

  private void transaction(JsonNode items) {
    items.forEach(
        item -> {
          if (item.has("Put")) {
            put(item.get("Put"));
          } else if (item.has("Delete")) {
            delete(item.get("Delete"));
          } else if (item.has("Update")) {
            update(item.get("Update"));
          }
        });
  }

  private void add(JsonNode request, JsonNode attributes, Optional<Image> image) {
    String table = tableName(request.path("TableName").asText());
    keySchemas
        .apply(table)
        .filter(schema -> schema.stream().allMatch(attributes::has))
        .ifPresent(
            schema -> touched.add(new Touched(ItemKey.of(table, schema, attributes), image)));
  }

  /** A table can be named by its ARN. */
  static String tableName(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
