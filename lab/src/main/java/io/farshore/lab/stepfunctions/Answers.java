package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/** Pieces of answers. */
final class Answers {

  private static final int MILLIS = 3;

  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Epoch seconds with milliseconds, as the JSON protocol has times. */
  static BigDecimal time(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), MILLIS);
  }
}
