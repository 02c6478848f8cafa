package io.farshore.conformance.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.conformance.kinesis.OwnClock;
import io.farshore.conformance.sqs.Queue;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;

/** What takes minutes on AWS, or a lost Region, in a lab whose clock the test moves. */
class ScheduleTimeTest {

  private final OwnClock clock = new OwnClock();
  private Lab lab;
  private EventBridgeClient events;
  private Queue queue;

  @BeforeEach
  void start() {
    lab = Lab.start(LabSettings.usual().onPort(0), clock);
    Aws aws = Aws.at(lab.endpoint(), lab.regions());
    events = aws.events(aws.region());
    queue = Queue.of(aws, aws.otherRegion(), Map.of());
    events.putRule(r -> r.name("s").scheduleExpression("rate(1 minute)"));
    events.putTargets(r -> r.rule("s").targets(Target.builder().id("q").arn(queue.arn()).build()));
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  /**
   * Takes the one event that has come, or comes next, and is of now. An earlier one may come again
   * before it: its Region was lost before it heard that it had been taken.
   */
  private void awaitEvent() {
    String now = "\"time\":\"" + clock.instant().toString().substring(0, 19) + "Z\"";
    List<String> ofNow = new ArrayList<>();
    while (ofNow.isEmpty()) {
      List<Message> received = queue.receive();
      assertThat(received).as("an event of now").isNotEmpty();
      received.forEach(queue::delete);
      received.stream().map(Message::body).filter(body -> body.contains(now)).forEach(ofNow::add);
    }
    assertThat(ofNow).hasSize(1);
    assertThat(ofNow.get(0))
        .contains("\"detail-type\":\"Scheduled Event\"", "\"source\":\"aws.events\"");
    assertThat(queue.receiveNow()).isEmpty();
  }

  @Test
  @DisplayName("a schedule fires at once when it has a target, then by its period, until disabled")
  void byPeriod() {
    awaitEvent();
    clock.move(Duration.ofMinutes(1));
    awaitEvent();

    events.disableRule(r -> r.name("s"));
    clock.move(Duration.ofMinutes(1));
    events.enableRule(r -> r.name("s"));
    awaitEvent();
  }

  @Test
  @DisplayName("a schedule of a lost Region stands still until it is back")
  void lostRegion() {
    awaitEvent();
    lab.faults().inject(new Fault.RegionLost(lab.regions().get(0)));
    clock.move(Duration.ofMinutes(1));
    assertThat(queue.client().receiveMessage(r -> r.queueUrl(queue.url()).waitTimeSeconds(2)))
        .extracting(found -> found.messages().size())
        .isEqualTo(0);

    clock.move(Duration.ofMinutes(1));
    lab.faults().healAll();
    awaitEvent();
  }
}
