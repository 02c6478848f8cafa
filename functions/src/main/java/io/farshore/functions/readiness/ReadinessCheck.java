package io.farshore.functions.readiness;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.aws.AwsSettings;
import io.farshore.functions.handler.Json;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.observability.EmbeddedMetrics;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Whether a failover to this Region would work, looked at every five minutes and on demand. Changes
 * nothing but the card of the stack in the table. The result is the answer, the metric {@code
 * ReadinessFindings}, and an event of the source {@code farshore}. Settings: {@code
 * STACK_PARAMETERS}, {@code STACK_VERSION}, {@code ROLE_ARNS}, {@code MAPPING_UUID}, {@code
 * REPLICATOR_FUNCTION}, and those of {@link Stack} and {@link AwsSettings#from}.
 */
public final class ReadinessCheck extends JsonHandler<ReadinessCheck.Input, ReadinessCheck.Output> {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stack stack;
  private final Deployed deployed;
  private final Calls calls;

  /** In Lambda. */
  public ReadinessCheck() {
    this(LambdaEnvironment.variables());
  }

  /** In a given environment. */
  public ReadinessCheck(Map<String, String> environment) {
    this(Stack.of(environment), new SignedCalls(AwsSettings.from(environment), TIMEOUT));
  }

  /** On a given stack, with given calls. */
  ReadinessCheck(Stack stack, Calls calls) {
    super(Input.class);
    this.stack = stack;
    this.deployed = Deployed.of(stack.settings());
    this.calls = calls;
  }

  /** Nothing: it looks at the stack's own stream. */
  public record Input() {}

  /**
   * What was found.
   *
   * @param region that was looked from
   * @param peer the other one
   * @param ready whether nothing was found
   * @param findings what was
   * @param checked all that was looked at, found or not
   * @param at when
   */
  public record Output(
      String region,
      String peer,
      boolean ready,
      List<Finding> findings,
      List<String> checked,
      String at) {}

  @Override
  public Output handle(Input input, Context context) {
    Instant now = stack.loop().wallTime();
    Look look = new Look(stack, deployed, calls, now);
    List<Finding> findings = look.all();
    Output output =
        new Output(
            stack.own().name(),
            stack.peer().name(),
            findings.isEmpty(),
            findings,
            look.checked(),
            Wire.instant(now));
    new EmbeddedMetrics(
            context.getLogger()::log,
            stack.loop()::wallTime,
            Map.of("StreamName", stack.stream().value()))
        .count("ReadinessFindings", findings.size())
        .emit();
    publish(output);
    return output;
  }

  /** Best effort: the metric and the answer say the same. */
  private void publish(Output output) {
    ObjectNode request = JSON.createObjectNode();
    ObjectNode event = request.putArray("Entries").addObject();
    event.put("Source", "farshore").put("DetailType", "Farshore Readiness");
    event.put("Detail", Json.text(output));
    event.putArray("Resources").add(deployed.streamArn(stack));
    try {
      JsonNode answer = calls.json("events", stack.own().name(), "AWSEvents.PutEvents", request);
      if (answer.path("FailedEntryCount").asInt() > 0) {
        throw new CallRefused("PutEvents", answer.at("/Entries/0/ErrorCode").asText(), null);
      }
    } catch (CallRefused expected) {
      // Who listens hears the next one; the alarm rests on the metric.
    }
  }
}
