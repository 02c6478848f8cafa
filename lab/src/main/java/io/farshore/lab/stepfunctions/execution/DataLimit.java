package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;
import java.nio.charset.StandardCharsets;

/** Values as text, up to 256 KiB. */
final class DataLimit {

  private static final int MOST_BYTES = 256 * 1024;

  private DataLimit() {}

  static boolean exceeds(String text) {
    return text.length() > MOST_BYTES
        || (text.length() > MOST_BYTES / 4
            && text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES);
  }

  static boolean exceeds(JsonNode value) {
    return exceeds(value.toString());
  }

  /** The error of a state by its name, or of a task by its service. */
  static StateError error(String who) {
    return new StateError(
        StateError.DATA_LIMIT,
        ("The state/task '%s' returned a result with a size exceeding the maximum number of bytes"
                + " service limit.")
            .formatted(who));
  }

  /** Details with one text, and the word that it is not shortened. */
  static ObjectNode details(String member, String text) {
    ObjectNode details = JsonNodeFactory.instance.objectNode().put(member, text);
    details.putObject(member + "Details").put("truncated", false);
    return details;
  }
}
