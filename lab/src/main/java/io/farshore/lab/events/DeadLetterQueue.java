package io.farshore.lab.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.events.Attempts.GivenUp;
import io.farshore.lab.events.Attempts.RetryPolicy;
import io.farshore.lab.sqs.SqsService;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what a target did not take to a queue, with the reasons as attributes. Thread-safe. */
public final class DeadLetterQueue {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);
  private static final RetryPolicy POLICY = new RetryPolicy(185, Duration.ofHours(24));
  private static final int FORBIDDEN = 403;

  private final Attempts attempts;
  private final Supplier<String> ids;

  /** Sends by way of {@code attempts}. */
  public DeadLetterQueue(Attempts attempts, Supplier<String> ids) {
    this.attempts = attempts;
    this.ids = ids;
  }

  /**
   * Sends a letter.
   *
   * @param caller of the target
   * @param queueArn where it goes
   * @param body what the target was given
   * @param attributes besides the error's
   */
  public void send(
      Caller caller,
      String queueArn,
      String body,
      Map<String, String> attributes,
      GivenUp failure) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("QueueUrl", SqsService.url(queueArn)).put("MessageBody", body);
    ObjectNode all = input.putObject("MessageAttributes");
    attributes.forEach((name, value) -> text(all, name, value));
    text(all, "ERROR_CODE", code(failure.cause()));
    text(all, "ERROR_MESSAGE", String.valueOf(failure.cause().getMessage()));
    if (!failure.exhausted().isEmpty()) {
      text(all, "EXHAUSTED_RETRY_CONDITION", failure.exhausted());
    }
    if (failure.retries() > 0) {
      text(all, "RETRY_ATTEMPTS", String.valueOf(failure.retries()));
    }
    String region = queueArn.split(":")[3];
    attempts.make(
        new ApiCall(caller, region, "sqs", "SendMessage", input, ids.get()),
        POLICY,
        lost -> LOG.warn("A dead letter for {} is lost: {}", queueArn, lost.cause().toString()));
  }

  private static void text(ObjectNode attributes, String name, String value) {
    attributes.putObject(name).put("DataType", "String").put("StringValue", value);
  }

  private static String code(Throwable cause) {
    if (cause instanceof AwsApi.Unreachable) {
      return "CONNECTION_FAILURE";
    }
    if (!(cause instanceof AwsError error)) {
      return "SDK_CLIENT_ERROR";
    }
    if (error.status() == FORBIDDEN) {
      return "NO_PERMISSIONS";
    }
    if (error.code().matches(".*(NotFound|DoesNotExist|NonExistent).*")) {
      return "NO_RESOURCE";
    }
    if (error.code().matches(".*(Throttl|TooManyRequests|LimitExceeded).*")) {
      return "THROTTLING";
    }
    return error.status() >= 500 ? "INTERNAL_ERROR" : "INVALID_PARAMETER";
  }
}
