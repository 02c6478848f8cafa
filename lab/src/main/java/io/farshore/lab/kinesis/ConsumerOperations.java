package io.farshore.lab.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Consumers: registered, described, listed, deregistered. */
final class ConsumerOperations {

  private static final int MOST = 20;
  private static final int MOST_CREATING = 5;
  private static final int MAX_PAGE = 10_000;
  private static final int DEFAULT_PAGE = 100;
  private static final int NAME_LENGTH = 128;
  private static final int ARN_LENGTH = 2_048;
  private static final int TOKEN_LENGTH = 1_048_576;

  private final Streams streams;

  ConsumerOperations(Streams streams) {
    this.streams = streams;
  }

  JsonNode register(ApiCall call) {
    String name = name(call);
    Map<String, String> tags = Tags.read(call.input().path("Tags"));
    DataStream stream = streams.get(streamArn(call));
    if (!stream.isReadable()) {
      throw Errors.notActive(stream.arn(), stream.status());
    }
    Instant now = streams.now();
    synchronized (stream) {
      admit(stream, name, now);
      ConsumerArn arn = new ConsumerArn(stream.arn(), name, now.getEpochSecond());
      Consumer consumer = new Consumer(arn, now.plus(streams.changes()), Instant.MAX, tags);
      stream.consumers().put(consumer);
      stream.save();
      return Json.object().set("Consumer", json(consumer, now));
    }
  }

  private static void admit(DataStream stream, String name, Instant now) {
    List<Consumer> all = stream.consumers().all(now);
    if (all.stream().anyMatch(consumer -> consumer.arn().name().equals(name))) {
      throw Errors.inUse(
          "Consumer "
              + name
              + " under stream "
              + stream.arn().name()
              + " already exists for account "
              + Account.ID
              + ".");
    }
    if (all.size() >= MOST) {
      throw Errors.limitExceeded(
          Errors.where(stream.arn()) + " has the limit of " + MOST + " registered consumers.");
    }
    if (all.stream().filter(c -> c.status(now).equals("CREATING")).count() >= MOST_CREATING) {
      throw Errors.limitExceeded(
          "Only " + MOST_CREATING + " consumers can be in the CREATING state at the same time.");
    }
  }

  JsonNode deregister(ApiCall call) {
    Consumer consumer = named(call);
    DataStream stream = streams.get(consumer.arn().stream());
    Instant gone = streams.now().plus(streams.changes());
    stream.consumers().put(consumer.leaving(gone));
    stream.save();
    streams.announce(stream.arn());
    return Json.object();
  }

  JsonNode describe(ApiCall call) {
    Consumer consumer = named(call);
    ObjectNode json = json(consumer, streams.now());
    json.put("StreamARN", consumer.arn().stream().toString());
    return Json.object().set("ConsumerDescription", json);
  }

  JsonNode list(ApiCall call) {
    Input input = Input.of(call.input());
    int limit = input.number("MaxResults", 1, MAX_PAGE).orElse(DEFAULT_PAGE);
    Instant now = streams.now();
    DataStream stream = streams.get(streamArn(call));
    String kind = "consumers of " + stream.arn();
    String after =
        input
            .text("NextToken", TOKEN_LENGTH, Patterns.ANY)
            .map(text -> PageToken.parse(text, kind, now).afterName())
            .orElse("");
    List<Consumer> found =
        stream.consumers().all(now).stream()
            .filter(consumer -> consumer.arn().name().compareTo(after) > 0)
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode page = answer.putArray("Consumers");
    found.stream().limit(limit).forEach(consumer -> page.add(json(consumer, now)));
    if (found.size() > limit) {
      String last = found.get(limit - 1).arn().name();
      answer.put("NextToken", new PageToken(kind, last, now).toString());
    }
    return answer;
  }

  /** The consumer that an input names by its ARN, or by its stream and name. */
  private Consumer named(ApiCall call) {
    Input input = Input.of(call.input());
    if (input.has("ConsumerARN")) {
      return find(streams, input.requiredText("ConsumerARN", ARN_LENGTH, Patterns.ANY));
    }
    if (!input.has("StreamARN") || !input.has("ConsumerName")) {
      throw Errors.invalid(
          "Either ConsumerARN, or both StreamARN and ConsumerName must be provided.");
    }
    String name = name(call);
    DataStream stream = streams.get(streamArn(call));
    return stream.consumers().find(name, streams.now()).orElseThrow(() -> Errors.noConsumer(name));
  }

  /** The consumer of this ARN. */
  static Consumer find(Streams streams, String arn) {
    return ConsumerArn.parse(arn)
        .flatMap(
            named ->
                streams
                    .find(named.stream())
                    .flatMap(stream -> stream.consumers().find(named.name(), streams.now()))
                    .filter(consumer -> consumer.arn().equals(named)))
        .orElseThrow(() -> Errors.noConsumer(arn));
  }

  private static String name(ApiCall call) {
    return Input.of(call.input()).requiredText("ConsumerName", NAME_LENGTH, Patterns.STREAM_NAME);
  }

  private static StreamArn streamArn(ApiCall call) {
    String arn = Input.of(call.input()).requiredText("StreamARN", ARN_LENGTH, Patterns.ANY);
    return StreamArn.parse(arn, call.region());
  }

  private static ObjectNode json(Consumer consumer, Instant now) {
    ObjectNode json = Json.object();
    json.put("ConsumerName", consumer.arn().name());
    json.put("ConsumerARN", consumer.arn().toString());
    json.put("ConsumerStatus", consumer.status(now));
    json.set(
        "ConsumerCreationTimestamp",
        Json.object()
            .numberNode(Json.seconds(Instant.ofEpochSecond(consumer.arn().registeredAt()))));
    return json;
  }
}
