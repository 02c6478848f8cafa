package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The operations on queues, as opposed to messages. */
final class QueueApi {

  private static final int MOST_LISTED = 1000;

  private final Queues queues;
  private final Supplier<URI> endpoint;

  QueueApi(Queues queues, Supplier<URI> endpoint) {
    this.queues = queues;
    this.endpoint = endpoint;
  }

  ObjectNode create(ApiCall call) {
    JsonNode input = call.input();
    JsonNode attributes = input.path("Attributes");
    String name = input.path("QueueName").asText();
    boolean fifo = attributes.path("FifoQueue").asText().equalsIgnoreCase("true");
    if (attributes.has("FifoQueue") && !fifo && name.endsWith(".fifo")) {
      throw SqsErrors.attributeValue(
          "FifoQueue", " Reason: Modifying queue type is not supported.");
    }
    QueueName wanted = QueueName.ofNew(call.region(), name, fifo);
    return object().put("QueueUrl", url(queues.create(wanted, attributes, input.path("tags"))));
  }

  ObjectNode url(ApiCall call) {
    String name = call.input().path("QueueName").asText();
    if (name.isEmpty()) {
      throw SqsErrors.missing("QueueName");
    }
    return object().put("QueueUrl", url(queues.get(new QueueName(call.region(), name))));
  }

  ObjectNode list(ApiCall call) {
    String prefix = call.input().path("QueueNamePrefix").asText();
    List<String> urls = new ArrayList<>();
    for (Queue queue : queues.all(call.region())) {
      if (queue.name().name().startsWith(prefix)) {
        urls.add(url(queue));
      }
    }
    return page(call, urls, "QueueUrls");
  }

  ObjectNode listSources(ApiCall call) {
    String arn = queues.get(QueueName.ofUrl(call)).name().arn();
    List<String> urls = new ArrayList<>();
    for (Queue queue : queues.all(call.region())) {
      boolean source =
          queue
              .attributes()
              .redrive()
              .filter(redrive -> redrive.deadLetterTargetArn().equals(arn))
              .isPresent();
      if (source) {
        urls.add(url(queue));
      }
    }
    ObjectNode output = page(call, urls, "queueUrls");
    return urls.isEmpty() ? output.set("queueUrls", output.arrayNode()) : output;
  }

  private static ObjectNode page(ApiCall call, List<String> urls, String member) {
    boolean paged = call.input().hasNonNull("MaxResults");
    int most =
        ReceiveApi.number(
            call.input(),
            "MaxResults",
            MOST_LISTED,
            1,
            MOST_LISTED,
            "MaxResults must be an integer between 1 and 1000.");
    String token = call.input().path("NextToken").asText("0");
    if (!token.matches("\\d{1,9}")) {
      throw SqsErrors.invalid("Invalid or expired next token.");
    }
    int from = Math.min(Integer.parseInt(token), urls.size());
    int to = Math.min(from + most, urls.size());
    ObjectNode output = object();
    if (to > from) {
      ArrayNode list = output.putArray(member);
      urls.subList(from, to).forEach(list::add);
    }
    if (to < urls.size() && paged) {
      output.put("NextToken", String.valueOf(to));
    }
    return output;
  }

  ObjectNode attributes(Queue queue, JsonNode wanted) {
    List<String> names = new ArrayList<>();
    wanted.forEach(name -> names.add(name.asText()));
    for (String name : names) {
      if (!QueueAttributes.isReadable(name)) {
        throw SqsErrors.unknownAttribute(name);
      }
    }
    ObjectNode all = object();
    queue.attributes().values().forEach(all::put);
    if (!all.has("KmsMasterKeyId")) {
      all.remove("KmsDataKeyReusePeriodSeconds");
    }
    all.put("QueueArn", queue.name().arn())
        .put("ApproximateNumberOfMessages", String.valueOf(queue.visible()))
        .put("ApproximateNumberOfMessagesNotVisible", String.valueOf(queue.inFlight()))
        .put("ApproximateNumberOfMessagesDelayed", String.valueOf(queue.delayed()))
        .put("CreatedTimestamp", String.valueOf(queue.createdSeconds()))
        .put("LastModifiedTimestamp", String.valueOf(queue.modifiedSeconds()));
    if (!names.contains("All")) {
      all.retain(names);
    }
    ObjectNode output = object();
    if (!all.isEmpty()) {
      output.set("Attributes", all);
    }
    return output;
  }

  static ObjectNode tags(Queue queue) {
    ObjectNode output = object();
    if (!queue.tags().isEmpty()) {
      queue.tags().forEach(output.putObject("Tags")::put);
    }
    return output;
  }

  private String url(Queue queue) {
    return endpoint.get() + queue.name().path();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
