package io.farshore.lab.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.endpoint.AwsError;
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

class EventBridgeServiceTest {

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
  @DisplayName("Only events that the pattern matches reach the target, in EventBridge's envelope")
  void pattern() throws JsonProcessingException {
    rule("r", "{'source':['shop'],'detail':{'total':[{'numeric':['>',10]}]}}", target("", ""));
    putEvent("shop", "{'total':5}");
    putEvent("other", "{'total':50}");
    putEvent("shop", "{'total':50}");
    assertThat(calls).hasSize(1);
    assertThat(calls.get(0).operation()).isEqualTo("Invoke");
    JsonNode event = payload(0);
    assertThat(event.path("source").asText()).isEqualTo("shop");
    assertThat(event.path("detail-type").asText()).isEqualTo("order");
    assertThat(event.path("region").asText()).isEqualTo("us-east-1");
    assertThat(event.path("account").asText()).isEqualTo("111122223333");
    assertThat(event.path("time").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(event.path("resources").path(0).asText()).isEqualTo("res");
    assertThat(event.path("detail").path("total").asInt()).isEqualTo(50);
  }

  @Test
  @DisplayName("A pattern that is wrong is refused by name")
  void wrongPattern() {
    assertThatThrownBy(() -> rule("r", "{'source':'shop'}", target("", "")))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidEventPatternException"));
  }

  @Test
  @DisplayName("An input transformer puts values and texts where the template wants them")
  void transformer() throws JsonProcessingException {
    rule(
        "r",
        "{'source':['shop']}",
        target(
            "InputTransformer",
            "{'InputPathsMap':{'t':'$.detail.total','w':'$.detail.who','n':'$.detail.none',"
                + "'r':'$.resources[0]'},'InputTemplate':'{\\\"total\\\": <t>, \\\"who\\\": <w>, "
                + "\\\"none\\\": <n>, \\\"text\\\": \\\"by <w> of <r>\\\","
                + "\\\"rule\\\": <aws.events.rule-name>}'}"));
    putEvent("shop", "{'total':50,'who':'a \\\"b\\\"'}");
    assertThat(payload(0))
        .isEqualTo(
            JSON.readTree(
                "{\"total\":50,\"who\":\"a \\\"b\\\"\",\"none\":null,"
                    + "\"text\":\"by a \\\"b\\\" of res\",\"rule\":\"r\"}"));
  }

  @Test
  @DisplayName("A part of the event, or a constant, is given where the target says so")
  void inputs() throws JsonProcessingException {
    rule("path", "{'source':['shop']}", target("InputPath", "'$.detail'"));
    rule("constant", "{'source':['shop']}", target("Input", "'{\\\"a\\\":1}'"));
    putEvent("shop", "{'total':50}");
    assertThat(List.of(payload(0).toString(), payload(1).toString()))
        .containsExactlyInAnyOrder("{\"total\":50}", "{\"a\":1}");
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
  @DisplayName("An error that can't pass is not tried again: the event is a dead letter")
  void deadLetter() {
    rule("r", "{'source':['shop']}", target("", ""));
    answer = new AwsError("ResourceNotFoundException", 404, "no function");
    putEvent("shop", "{}");
    loop.advance(Duration.ofMinutes(5));
    assertThat(calls).hasSize(1);
    assertThat(events.deadLetters())
        .singleElement()
        .extracting(DeadLetter::targetArn)
        .isEqualTo(FUNCTION);
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

  @Test
  @DisplayName("A cron schedule and a wrong rate are refused")
  void refusedSchedules() {
    assertThatThrownBy(
            () -> call("PutRule", "{'Name':'s','ScheduleExpression':'cron(0 * * * ? *)'}"))
        .hasMessageContaining("cron");
    assertThatThrownBy(() -> call("PutRule", "{'Name':'s','ScheduleExpression':'rate(1 minutes)'}"))
        .hasMessageContaining("ScheduleExpression");
  }

  @Test
  @DisplayName("A bus of another Region gets the event as it was, its own rules match it")
  void busOfAnotherRegion() throws JsonProcessingException {
    rule(
        "r",
        "{'source':['shop']}",
        target("", "").put("Arn", "arn:aws:events:us-east-2:111122223333:event-bus/default"));
    call(
        "us-east-2",
        "PutRule",
        "{'Name':'there','EventPattern':'{\\\"source\\\":[\\\"shop\\\"]}'}");
    call(
        "us-east-2",
        "PutTargets",
        "{'Rule':'there','Targets':[{'Id':'1','Arn':'" + FUNCTION + "'}]}");
    putEvent("shop", "{'total':1}");
    assertThat(calls).extracting(ApiCall::service).containsExactly("events", "lambda");
    assertThat(payload(1).path("region").asText()).isEqualTo("us-east-1");
  }

  @Test
  @DisplayName("An entry without JSON detail fails by itself")
  void malformedDetail() {
    JsonNode output =
        call(
            "PutEvents",
            "{'Entries':[{'Source':'s','DetailType':'d','Detail':'x'},"
                + "{'Source':'s','DetailType':'d','Detail':'{}'}]}");
    assertThat(output.path("FailedEntryCount").asInt()).isEqualTo(1);
    assertThat(output.path("Entries").path(0).path("ErrorCode").asText())
        .isEqualTo("MalformedDetail");
    assertThat(output.path("Entries").path(1).path("EventId").asText()).hasSize(36);
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
