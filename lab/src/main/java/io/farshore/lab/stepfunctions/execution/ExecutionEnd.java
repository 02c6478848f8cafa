package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.StateError;

/** How an execution ended. */
public sealed interface ExecutionEnd {

  /** The status as {@code DescribeExecution} names it. */
  String status();

  /** The event without its prefix, such as {@code TimedOut}. */
  String event();

  /** The event's details. */
  ObjectNode details();

  /** True when the last state brought it about, and not something outside of the states. */
  default boolean followsState() {
    return this instanceof Succeeded || this instanceof Failed;
  }

  /** It reached its end. */
  record Succeeded(JsonNode output) implements ExecutionEnd {
    @Override
    public String status() {
      return "SUCCEEDED";
    }

    @Override
    public String event() {
      return "Succeeded";
    }

    @Override
    public ObjectNode details() {
      return DataLimit.details("output", output.toString());
    }
  }

  /** A state failed, and nothing caught it. */
  record Failed(StateError error) implements ExecutionEnd {
    @Override
    public String status() {
      return "FAILED";
    }

    @Override
    public String event() {
      return "Failed";
    }

    @Override
    public ObjectNode details() {
      return error.toDetails();
    }
  }

  /** The machine's own {@code TimeoutSeconds} passed. */
  record TimedOut() implements ExecutionEnd {
    @Override
    public String status() {
      return "TIMED_OUT";
    }

    @Override
    public String event() {
      return "TimedOut";
    }

    @Override
    public ObjectNode details() {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** {@code StopExecution}; the error and cause are those of the request, empty for none. */
  record Aborted(StateError error) implements ExecutionEnd {
    @Override
    public String status() {
      return "ABORTED";
    }

    @Override
    public String event() {
      return "Aborted";
    }

    @Override
    public ObjectNode details() {
      return error.toDetails();
    }
  }
}
