package io.farshore.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.farshore.conformance.Aws;
import io.farshore.conformance.sqs.Queue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;

class RuleTest {

  private final Aws aws = Aws.shared();
  private final EventBridgeClient events = aws.events(aws.region());

  private String bus(String region) {
    String name = Aws.name("bus");
    aws.events(region).createEventBus(r -> r.name(name));
    return name;
  }

  private static void rule(EventBridgeClient client, String bus, String pattern, Target target) {
    String name = Aws.name("rule");
    client.putRule(r -> r.name(name).eventBusName(bus).eventPattern(pattern));
    client.putTargets(r -> r.rule(name).eventBusName(bus).targets(target));
  }

  private PutEventsResponse put(String bus, String source, String detail) {
    return events.putEvents(
        r -> r.entries(entry(source, detail).eventBusName(bus).detailType("order").build()));
  }

  private static PutEventsRequestEntry.Builder entry(String source, String detail) {
    return PutEventsRequestEntry.builder().source(source).detailType("d").detail(detail);
  }

  private static Target to(Queue queue) {
    return Target.builder().id("queue").arn(queue.arn()).build();
  }

  @Test
  @DisplayName("only events that the pattern matches reach the target, in EventBridge's envelope")
  void pattern() {
    String bus = bus(aws.region());
    Queue queue = Queue.of(aws);
    rule(
        events,
        bus,
        "{\"source\":[\"shop\"],\"detail\":{\"total\":[{\"numeric\":[\">\",10]}]}}",
        to(queue));

    put(bus, "shop", "{\"total\":5}");
    put(bus, "other", "{\"total\":50}");
    String id = put(bus, "shop", "{\"total\":50}").entries().get(0).eventId();

    assertThat(queue.receive())
        .singleElement()
        .extracting(Message::body)
        .asString()
        .contains("\"id\":\"" + id + "\"")
        .contains("\"detail-type\":\"order\"")
        .contains("\"region\":\"" + aws.region() + "\"")
        .contains("\"detail\":{\"total\":50}");
  }

  @Test
  @DisplayName("an input transformer puts values and texts where the template wants them")
  void transformer() {
    String bus = bus(aws.region());
    Queue queue = Queue.of(aws);
    rule(
        events,
        bus,
        "{\"source\":[\"shop\"]}",
        to(queue).toBuilder()
            .inputTransformer(
                i ->
                    i.inputPathsMap(Map.of("t", "$.detail.total", "n", "$.detail.none"))
                        .inputTemplate("{\"total\": <t>, \"text\": \"is <t>\", \"none\": <n>}"))
            .build());

    put(bus, "shop", "{\"total\":50}");

    assertThat(queue.receive().get(0).body())
        .isEqualTo("{\"total\": 50, \"text\": \"is 50\", \"none\": \"\"}");
  }

  @Test
  @DisplayName("a bus of another Region gets the event as it was, and its own rules match it")
  void anotherRegion() {
    String here = bus(aws.region());
    String there = bus(aws.otherRegion());
    Queue queue = Queue.of(aws, aws.otherRegion(), Map.of());
    String arn = aws.events(aws.otherRegion()).describeEventBus(r -> r.name(there)).arn();
    rule(aws.events(aws.otherRegion()), there, "{\"source\":[\"shop\"]}", to(queue));
    rule(
        events,
        here,
        "{\"source\":[\"shop\"]}",
        Target.builder().id("bus").arn(arn).roleArn(aws.role()).build());

    put(here, "shop", "{}");

    assertThat(queue.receive().get(0).body()).contains("\"region\":\"" + aws.region() + "\"");
  }

  @Test
  @DisplayName("what a target does not take goes to its dead-letter queue, with the reason")
  void deadLetters() {
    String bus = bus(aws.region());
    Queue dead = Queue.of(aws);
    String function = "arn:aws:lambda:" + aws.region() + ":" + aws.account() + ":function:none";
    rule(
        events,
        bus,
        "{\"source\":[\"shop\"]}",
        Target.builder()
            .id("function")
            .arn(function)
            .deadLetterConfig(d -> d.arn(dead.arn()))
            .build());

    put(bus, "shop", "{}");

    Message letter = dead.receive().get(0);
    assertThat(letter.body()).contains("\"source\":\"shop\"");
    assertThat(letter.messageAttributes().get("TARGET_ARN").stringValue()).isEqualTo(function);
    assertThat(letter.messageAttributes()).containsKeys("RULE_ARN", "ERROR_CODE", "ERROR_MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KmsKeyIdentifier", "DeadLetterConfig"})
  @DisplayName("what buses of the lab do not have is refused")
  void refused(String member) {
    assumeThat(aws.isReal()).isFalse();
    String arn = Queue.of(aws).arn();

    assertThatThrownBy(
            () ->
                events.createEventBus(
                    r -> {
                      r.name(Aws.name("bus"));
                      if (member.equals("KmsKeyIdentifier")) {
                        r.kmsKeyIdentifier("alias/key");
                      } else {
                        r.deadLetterConfig(d -> d.arn(arn));
                      }
                    }))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("The lab's event buses have no " + member);
  }

  @Test
  @DisplayName("entries of PutEvents fail for themselves, with AWS's codes")
  void entries() {
    PutEventsResponse answer =
        events.putEvents(
            r ->
                r.entries(
                    entry("s", "x").build(),
                    entry(null, "{}").build(),
                    entry("aws.cloudwatch", "{}").build(),
                    entry("s", "{}").build()));

    assertThat(answer.failedEntryCount()).isEqualTo(3);
    assertThat(answer.entries())
        .extracting(each -> each.errorCode())
        .isEqualTo(
            Arrays.asList(
                "MalformedDetail", "InvalidArgument", "NotAuthorizedForSourceException", null));
    assertThat(answer.entries().get(1).errorMessage())
        .isEqualTo("Parameter Source is not valid. Reason: Source is a required argument.");
  }

  @Test
  @DisplayName("a wrong pattern is refused with Event Ruler's reason")
  void wrongPattern() {
    assertThatThrownBy(
            () ->
                events.putRule(r -> r.name(Aws.name("rule")).eventPattern("{\"source\":\"shop\"}")))
        .isInstanceOf(InvalidEventPatternException.class)
        .hasMessageContaining(
            "Event pattern is not valid. Reason: \"source\" must be an object or an array");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(1 minutes)",
        "rate(0 minutes)",
        "cron(0 1 * * * *)",
        "cron(71 8 1 * ? *)",
        "cron(7 20 * * NOT *)",
        "at(2026-01-01T00:00:00)"
      })
  @DisplayName("a wrong schedule is refused")
  void wrongSchedules(String expression) {
    assertThatThrownBy(
            () -> events.putRule(r -> r.name(Aws.name("rule")).scheduleExpression(expression)))
        .isInstanceOf(EventBridgeException.class)
        .hasMessageContaining("Parameter ScheduleExpression is not valid.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(5 minutes)",
        "cron(0/5 8-17 ? * MON-FRI *)",
        "cron(15 10 ? * 6L 2022-2030)",
        "cron(0 2 ? * SAT#3 *)",
        "cron(0 8 15W * ? *)"
      })
  @DisplayName("a schedule is kept as it was put")
  void schedules(String expression) {
    String name = Aws.name("rule");
    events.putRule(r -> r.name(name).scheduleExpression(expression).state("DISABLED"));

    assertThat(events.describeRule(r -> r.name(name)).scheduleExpression()).isEqualTo(expression);
    events.deleteRule(r -> r.name(name));
    assertThatThrownBy(() -> events.describeRule(r -> r.name(name)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Rule " + name + " does not exist on EventBus default.");
  }

  @Test
  @DisplayName("the rules of a target are listed by its ARN")
  void byTarget() {
    String bus = bus(aws.region());
    Queue queue = Queue.of(aws);
    rule(events, bus, "{\"source\":[\"shop\"]}", to(queue));

    List<String> names =
        events.listRuleNamesByTarget(r -> r.eventBusName(bus).targetArn(queue.arn())).ruleNames();

    assertThat(names).hasSize(1);
  }
}
