package io.farshore.command.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.command.CommandFailed;
import io.farshore.core.replication.GivenUpBatch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Where the mapping of a Region's replicator tells of the batches that it gave up: what its
 * configuration names. Blocks.
 */
final class GivenUpQueue {

  private static final String REPLICATOR = "io.farshore.functions.replicator.KinesisReplicator";
  private static final int MOST_MESSAGES = 10;
  private static final int HIDDEN_SECONDS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SqsClient queues;
  private final String url;
  private final Map<String, String> variables;

  private GivenUpQueue(SqsClient queues, String url, Map<String, String> variables) {
    this.queues = queues;
    this.url = url;
    this.variables = variables;
  }

  /**
   * A batch that was given up, and the message that tells of it.
   *
   * @param batch which
   * @param at when it was given up
   * @param size how many records it has
   * @param receipt of the message
   */
  record Told(GivenUpBatch batch, String at, int size, String receipt) {}

  /** The queue of a stream's replicator; empty: there is none, or its mapping names no queue. */
  static Optional<GivenUpQueue> find(Clients clients, Region region, StreamName stream) {
    return clients.functions(region).listFunctionsPaginator().functions().stream()
        .filter(function -> REPLICATOR.equals(function.handler()))
        .filter(function -> stream.value().equals(variables(function).get("STREAM_NAME")))
        .findFirst()
        .flatMap(
            function ->
                destination(clients, region, function)
                    .map(arn -> open(clients.queues(region), arn, variables(function))));
  }

  private static Map<String, String> variables(FunctionConfiguration function) {
    return function.environment() == null ? Map.of() : function.environment().variables();
  }

  /** The mapping may name an alias of the function. */
  private static Optional<String> destination(
      Clients clients, Region region, FunctionConfiguration function) {
    return clients
        .functions(region)
        .listEventSourceMappingsPaginator()
        .eventSourceMappings()
        .stream()
        .filter(
            mapping ->
                mapping.functionArn().equals(function.functionArn())
                    || mapping.functionArn().startsWith(function.functionArn() + ":"))
        .map(GivenUpQueue::onFailure)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> onFailure(EventSourceMappingConfiguration mapping) {
    return Optional.ofNullable(mapping.destinationConfig())
        .map(config -> config.onFailure())
        .map(failure -> failure.destination())
        .filter(arn -> arn.contains(":sqs:"));
  }

  private static GivenUpQueue open(SqsClient queues, String arn, Map<String, String> variables) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return new GivenUpQueue(
        queues, queues.getQueueUrl(request -> request.queueName(name)).queueUrl(), variables);
  }

  /** The variables of the replicator. */
  Map<String, String> variables() {
    return variables;
  }

  /** What it tells of now, in no order; hidden from others for some minutes. */
  List<Told> receive() {
    List<Told> all = new ArrayList<>();
    List<Message> messages;
    do {
      messages =
          queues
              .receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(MOST_MESSAGES)
                          .visibilityTimeout(HIDDEN_SECONDS))
              .messages();
      messages.forEach(message -> all.add(read(message)));
    } while (!messages.isEmpty());
    return all;
  }

  private static Told read(Message message) {
    try {
      JsonNode body = JSON.readTree(message.body());
      JsonNode info = body.path("KinesisBatchInfo");
      return new Told(
          new GivenUpBatch(
              info.path("shardId").asText(),
              SequenceNumber.of(info.path("startSequenceNumber").asText()),
              SequenceNumber.of(info.path("endSequenceNumber").asText())),
          body.path("timestamp").asText(),
          info.path("batchSize").asInt(),
          message.receiptHandle());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CommandFailed(
          "The message " + message.messageId() + " in the queue tells of no batch: take it out", e);
    }
  }

  /** Forgets one. */
  void delete(Told told) {
    queues.deleteMessage(request -> request.queueUrl(url).receiptHandle(told.receipt()));
  }

  /** Shows one to others again. */
  void putBack(Told told) {
    queues.changeMessageVisibility(
        request -> request.queueUrl(url).receiptHandle(told.receipt()).visibilityTimeout(0));
  }
}
