package io.farshore.command.bench.coldstart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One cold start, in milliseconds.
 *
 * @param init from the start of the process until it asked for work, or for its restore: classes,
 *     the constructor, the rehearsal
 * @param first from the start of the process to the first answer; with a snapshot from the restore
 * @param second of the invocation after it, by itself
 * @param classes loaded by the first answer; −1 where the JDK can't tell
 */
record Start(double init, double first, double second, long classes) {

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("initMillis", init)
        .put("firstMillis", first)
        .put("secondMillis", second)
        .put("classes", classes);
  }
}
