package io.farshore.lab.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnsServiceTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ARN = "arn:aws:sns:us-east-1:111122223333:t";

  private final SnsService service = new SnsService(Clock.fixed(NOW, ZoneOffset.UTC), () -> "id");

  @Test
  @DisplayName("What is published to a topic can be read")
  void publish() {
    assertThat(call("CreateTopic", object().put("Name", "t")).path("TopicArn").asText())
        .isEqualTo(ARN);
    call("Publish", object().put("TopicArn", ARN).put("Subject", "s").put("Message", "m"));
    assertThat(service.messages(ARN)).containsExactly(new Message(ARN, "id", "s", "m", NOW));
  }

  @Test
  @DisplayName("A topic that is not there is not found")
  void unknownTopic() {
    assertThatThrownBy(() -> call("Publish", object().put("TopicArn", ARN).put("Message", "m")))
        .hasMessageContaining("NotFoundException");
  }

  @Test
  @DisplayName("Making a topic again keeps its messages and subscriptions")
  void createAgain() {
    call("CreateTopic", object().put("Name", "t"));
    call(
        "Subscribe",
        object().put("TopicArn", ARN).put("Protocol", "email").put("Endpoint", "a@example.com"));
    call("CreateTopic", object().put("Name", "t"));
    assertThat(
            call("GetTopicAttributes", object().put("TopicArn", ARN))
                .at("/Attributes/SubscriptionsConfirmed")
                .asText())
        .isEqualTo("1");
  }

  private JsonNode call(String operation, ObjectNode input) {
    return service
        .call(new ApiCall(Caller.outside("test"), "us-east-1", "sns", operation, input, "id"))
        .join();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
