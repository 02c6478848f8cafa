package io.farshore.lab.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.RequestIds;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What needs a clock of its own; the rest is asked of the lab as of AWS. */
class SchedulesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:f";

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Faults faults = new Faults();
  private final List<ApiCall> calls = new ArrayList<>();
  private RuntimeException answer;
  private final EventBridgeService events =
      new EventBridgeService(
          new AwsApi() {
            @Override
            public CompletableFuture<JsonNode> call(ApiCall call) {
              calls.add(call);
              if (call.service().equals("events")) {
                return events().call(call);
              }
              return answer == null
                  ? CompletableFuture.completedFuture(JSON.createObjectNode())
                  : CompletableFuture.failedFuture(answer);
            }
          },
          faults,
          loop,
          new RequestIds(new SplittableRandom(7)));

  private EventBridgeService events() {
    return events;
  }

  @Test
  @DisplayName("An execution is named after the event, and a repeated start has the same name")
  void execution() {
    String machine = "arn:aws:states:us-east-1:111122223333:stateMachine:m";
    rule("r", "{'source':['shop']}", target("", "").put("Arn", machine));
    answer = new AwsApi.Unreachable("down");
    putEvent("shop", "{}");
    answer = null;
    loop.advance(Duration.ofSeconds(1));
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).input().path("name").asText())
        .matches("[0-9a-f-]{36}_[0-9a-f-]{36}")
        .isEqualTo(calls.get(1).input().path("name").asText());
  }

  @Test
  @DisplayName("A schedule fires at once when it has a target, then by its period, until disabled")
  void schedule() {
    call("PutRule", "{'Name':'s','ScheduleExpression':'rate(1 minute)'}");
    loop.advance(Duration.ofMinutes(5));
    assertThat(calls).isEmpty();
    call("PutTargets", "{'Rule':'s','Targets':[{'Id':'1','Arn':'" + FUNCTION + "'}]}");
    loop.advance(Duration.ofSeconds(59));
    assertThat(calls).hasSize(1);
    loop.advance(Duration.ofSeconds(61));
    assertThat(calls).hasSize(3);
    call("DisableRule", "{'Name':'s'}");
    loop.advance(Duration.ofMinutes(10));
    assertThat(calls).hasSize(3);
    call("EnableRule", "{'Name':'s'}");
    loop.advance(Duration.ofSeconds(1));
    assertThat(calls).hasSize(4);
  }

  @Test
  @DisplayName("A schedule of a lost Region stands still until it is back")
  void scheduleOfALostRegion() {
    call("PutRule", "{'Name':'s','ScheduleExpression':'rate(1 minute)'}");
    call("PutTargets", "{'Rule':'s','Targets':[{'Id':'1','Arn':'" + FUNCTION + "'}]}");
    loop.advance(Duration.ofSeconds(1));
    faults.inject(new Fault.RegionLost("us-east-1"));
    loop.advance(Duration.ofMinutes(10));
    assertThat(calls).hasSize(1);
    faults.healAll();
    loop.advance(Duration.ofSeconds(1));
    assertThat(calls).hasSize(2);
  }

  private void rule(String name, String pattern, ObjectNode target) {
    ObjectNode rule = JSON.createObjectNode().put("Name", name);
    rule.put("EventPattern", pattern.replace('\'', '"'));
    call("us-east-1", "PutRule", rule);
    ObjectNode targets = JSON.createObjectNode().put("Rule", name);
    targets.putArray("Targets").add(target);
    call("us-east-1", "PutTargets", targets);
  }

  private static ObjectNode target(String member, String value) {
    ObjectNode target = JSON.createObjectNode().put("Id", "1").put("Arn", FUNCTION);
    if (!member.isEmpty()) {
      target.set(member, tree(value));
    }
    return target;
  }

  private void putEvent(String source, String detail) {
    ObjectNode input = JSON.createObjectNode();
    ObjectNode entry = input.putArray("Entries").addObject();
    entry.put("Source", source).put("DetailType", "order").put("Detail", detail.replace('\'', '"'));
    entry.putArray("Resources").add("res");
    call("us-east-1", "PutEvents", input);
  }

  private JsonNode payload(int index) throws JsonProcessingException {
    try {
      byte[] bytes = calls.get(index).input().path("Payload").binaryValue();
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private JsonNode call(String operation, String input) {
    return call("us-east-1", operation, input);
  }

  private JsonNode call(String region, String operation, String input) {
    return call(region, operation, (ObjectNode) tree(input));
  }

  private JsonNode call(String region, String operation, ObjectNode input) {
    try {
      return events
          .call(new ApiCall(Caller.outside("test"), region, "events", operation, input, "id"))
          .join();
    } catch (java.util.concurrent.CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
