package io.farshore.lab.kinesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.util.Optional;

/**
 * Resource policies of streams. The lab keeps them, and that is all: it has one account, and nobody
 * in it is refused anything.
 */
final class PolicyOperations {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LENGTH = 20_480;

  private final Streams streams;

  PolicyOperations(Streams streams) {
    this.streams = streams;
  }

  JsonNode put(ApiCall call) {
    DataStream stream = stream(call);
    String policy = Input.of(call.input()).requiredText("Policy", LENGTH, Patterns.ANY);
    try {
      if (!JSON.readTree(policy).path("Statement").isContainerNode()) {
        throw Errors.invalid("The policy has no Statement.");
      }
    } catch (JsonProcessingException e) {
      throw Errors.invalid("The policy is not valid JSON.");
    }
    stream.set(settings -> settings.policy(Optional.of(policy)));
    return Json.object();
  }

  JsonNode get(ApiCall call) {
    return Json.object().put("Policy", stream(call).settings().policy().orElse("{}"));
  }

  JsonNode delete(ApiCall call) {
    DataStream stream = stream(call);
    if (stream.settings().policy().isEmpty()) {
      throw Errors.notFound("No resource policy found for resource ARN " + stream.arn() + ".");
    }
    stream.set(settings -> settings.policy(Optional.empty()));
    return Json.object();
  }

  private DataStream stream(ApiCall call) {
    String arn = Resources.arn(call);
    if (ConsumerArn.parse(arn).isPresent()) {
      throw Errors.invalid("The lab keeps resource policies of streams, not of consumers.");
    }
    StreamArn stream = StreamArn.parse(arn, call.region());
    return streams
        .find(stream)
        .orElseThrow(
            () ->
                Errors.notFound("Stream " + arn + " under account " + Account.ID + " not found."));
  }
}
