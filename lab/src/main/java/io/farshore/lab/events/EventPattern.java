package io.farshore.lab.events;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.farshore.lab.endpoint.AwsError;
import java.io.IOException;
import software.amazon.event.ruler.Machine;

/** A compiled event pattern. Thread-safe. */
final class EventPattern {

  private static final int SHOWN = 500;

  private final Machine machine;

  private EventPattern(Machine machine) {
    this.machine = machine;
  }

  /** Compiles a pattern; what is wrong with one is said as Event Ruler does, and where it is. */
  static EventPattern of(String text) {
    Machine machine = Machine.builder().build();
    try {
      machine.addRule("rule", text);
      return new EventPattern(machine);
    } catch (JsonProcessingException e) {
      throw invalid(e.getOriginalMessage() + place(text, e.getLocation()));
    } catch (IOException | RuntimeException e) {
      throw invalid(e.getMessage());
    }
  }

  private static String place(String text, JsonLocation location) {
    if (location == null) {
      return "";
    }
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) : text;
    return "\n at [Source: (String)\""
        + shown
        + "\"; line: "
        + location.getLineNr()
        + ", column: "
        + location.getColumnNr()
        + "]";
  }

  private static AwsError invalid(String reason) {
    return new AwsError(
        "InvalidEventPatternException",
        400,
        "Event pattern is not valid. Reason: "
            + reason.replace("anything-but/ignore-case", "anything-but/equals-ignore-case"));
  }

  boolean matches(String event) {
    try {
      return !machine.rulesForJSONEvent(event).isEmpty();
    } catch (Exception e) {
      // Ruler declares Exception; what it throws is that the text is no event.
      throw new IllegalArgumentException("Not an event", e);
    }
  }
}
