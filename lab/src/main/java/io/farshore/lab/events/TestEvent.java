package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;

/** The event that TestEventPattern is given: it must have what every event has. */
final class TestEvent {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> MEMBERS =
      List.of("id", "account", "source", "time", "region", "detail-type");

  private TestEvent() {}

  static void check(String text) {
    JsonNode event;
    try {
      event = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid();
    }
    if (!event.isObject()) {
      throw invalid();
    }
    for (String member : MEMBERS) {
      if (!event.hasNonNull(member)) {
        throw invalid();
      }
    }
  }

  private static AwsError invalid() {
    return AwsError.validation("Parameter Event is not valid.");
  }
}
