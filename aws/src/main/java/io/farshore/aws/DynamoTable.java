package io.farshore.aws;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** One Region's replica of a control table: consistent reads, conditional writes of one item. */
final class DynamoTable {

  private static final String NOT_THERE = "attribute_not_exists(" + Item.STREAM + ")";

  private final String table;
  private final Region region;
  private final DynamoDbClient client;
  private final BlockingCalls calls;

  DynamoTable(String table, Region region, AwsAdapters.Connection<DynamoDbClient> connection) {
    this.table = table;
    this.region = region;
    this.client = connection.client();
    this.calls = connection.calls();
  }

  /** One item, read consistently. */
  <T> CompletableFuture<Optional<T>> get(
      StreamName stream, String entry, Function<Map<String, AttributeValue>, T> decoder) {
    return call(
        deadline -> {
          var answer =
              client.getItem(
                  GetItemRequest.builder()
                      .tableName(table)
                      .key(key(stream, entry))
                      .consistentRead(true)
                      .overrideConfiguration(deadline.limit())
                      .build());
          return answer.hasItem() && !answer.item().isEmpty()
              ? Optional.of(decoder.apply(answer.item()))
              : Optional.empty();
        });
  }

  /** All items whose entry starts with a prefix, read consistently, ascending by entry. */
  <T> CompletableFuture<List<T>> query(
      StreamName stream, String prefix, Function<Map<String, AttributeValue>, T> decoder) {
    return call(
        deadline -> {
          List<T> all = new ArrayList<>();
          Map<String, AttributeValue> after = Map.of();
          do {
            QueryResponse page = client.query(page(stream, prefix, after, deadline));
            page.items().forEach(item -> all.add(decoder.apply(item)));
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
          } while (!after.isEmpty());
          return all;
        });
  }

  /** The last item that is wanted, by entry; reads backwards, item by item, and no further. */
  <T> CompletableFuture<Optional<T>> last(
      StreamName stream,
      String prefix,
      Function<Map<String, AttributeValue>, T> decoder,
      Predicate<T> wanted) {
    return call(
        deadline -> {
          Map<String, AttributeValue> after = Map.of();
          do {
            QueryResponse page =
                client.query(
                    page(stream, prefix, after, deadline).toBuilder()
                        .scanIndexForward(false)
                        .limit(1)
                        .build());
            for (Map<String, AttributeValue> item : page.items()) {
              T decoded = decoder.apply(item);
              if (wanted.test(decoded)) {
                return Optional.of(decoded);
              }
            }
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
          } while (!after.isEmpty());
          return Optional.empty();
        });
  }

  private QueryRequest page(
      StreamName stream, String prefix, Map<String, AttributeValue> after, CallDeadline deadline) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression(
                Item.STREAM + " = :stream AND begins_with(" + Item.ENTRY + ", :prefix)")
            .expressionAttributeValues(
                Map.of(
                    ":stream", AttributeValue.fromS(stream.value()),
                    ":prefix", AttributeValue.fromS(prefix)))
            .consistentRead(true)
            .scanIndexForward(true)
            .overrideConfiguration(deadline.limit());
    if (!after.isEmpty()) {
      request.exclusiveStartKey(after);
    }
    return request.build();
  }

  /** Writes an item, whatever was there. */
  CompletableFuture<Void> put(Map<String, AttributeValue> item) {
    return call(
        deadline -> {
          client.putItem(
              PutItemRequest.builder()
                  .tableName(table)
                  .item(item)
                  .overrideConfiguration(deadline.limit())
                  .build());
          return null;
        });
  }

  /** Writes an item where there is none. */
  CompletableFuture<Written> putIfAbsent(Map<String, AttributeValue> item) {
    return conditional(
        deadline ->
            client.putItem(
                PutItemRequest.builder()
                    .tableName(table)
                    .item(item)
                    .conditionExpression(NOT_THERE)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .overrideConfiguration(deadline.limit())
                    .build()));
  }

  /** Changes an item, conditionally where the update says so. */
  CompletableFuture<Written> update(StreamName stream, String entry, ItemUpdate update) {
    return conditional(
        deadline ->
            client.updateItem(
                update
                    .request()
                    .tableName(table)
                    .key(key(stream, entry))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .overrideConfiguration(deadline.limit())
                    .build()));
  }

  private CompletableFuture<Written> conditional(Function<CallDeadline, ?> write) {
    return call(
        deadline -> {
          try {
            write.apply(deadline);
            return new Written(true, Map.of());
          } catch (ConditionalCheckFailedException e) {
            return new Written(false, e.hasItem() ? e.item() : Map.of());
          }
        });
  }

  private <T> CompletableFuture<T> call(Function<CallDeadline, T> work) {
    return calls.call(work, this::failure);
  }

  /** What went wrong, in the port's words. A table that is missing says how to get it. */
  private RuntimeException failure(Throwable cause) {
    if (cause instanceof ResourceNotFoundException) {
      return new ReplicaUnavailable(table, region, new TableNotFound(table, region, cause));
    }
    return new ReplicaUnavailable(table, region, cause);
  }

  private static Map<String, AttributeValue> key(StreamName stream, String entry) {
    return Map.of(
        Item.STREAM, AttributeValue.fromS(stream.value()),
        Item.ENTRY, AttributeValue.fromS(entry));
  }

  /**
   * What became of a conditional write.
   *
   * @param made false when the condition refused it
   * @param found the item that refused it; empty when it was made, or there is none
   */
  record Written(boolean made, Map<String, AttributeValue> found) {}

  /** There is no such table in the Region. */
  static final class TableNotFound extends RuntimeException {
    TableNotFound(String table, Region region, Throwable cause) {
      super(
          "the table "
              + table
              + " is not there in "
              + region
              + "; deploy tables.yaml, or check the name and the Region",
          cause);
    }
  }
}
