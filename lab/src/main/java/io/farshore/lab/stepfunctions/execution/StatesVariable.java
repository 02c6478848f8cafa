package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.asl.State;
import io.farshore.lab.stepfunctions.jsonata.Bindings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds {@code $states} for one visit of a state. */
final class StatesVariable {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The types of states that can be tried again. */
  private static final Set<String> RETRIED = Set.of("Task", "Parallel", "Map");

  /** One more member of {@code $states}, such as {@code result}. */
  record Member(String name, JsonNode value) {}

  private final BlockRun block;
  private final State state;
  private final JsonNode input;
  private final long enteredEvent;
  private final Instant enteredAt;
  private Optional<String> token = Optional.empty();

  StatesVariable(BlockRun block, State state, JsonNode input, long enteredEvent) {
    this.block = block;
    this.state = state;
    this.input = input;
    this.enteredEvent = enteredEvent;
    this.enteredAt = block.run().environment().loop().wallTime();
  }

  long enteredEvent() {
    return enteredEvent;
  }

  void token(String issued) {
    token = Optional.of(issued);
  }

  Bindings bindings(int retries, List<Member> more) {
    return bindings(retries, more, block.mapItem());
  }

  Bindings bindings(int retries, List<Member> more, Optional<ObjectNode> mapItem) {
    return new Bindings(
        name ->
            name.equals("states")
                ? Optional.of(states(retries, more, mapItem))
                : block.scope().get(name));
  }

  private ObjectNode states(int retries, List<Member> more, Optional<ObjectNode> mapItem) {
    ObjectNode states = JsonNodeFactory.instance.objectNode();
    states.set("input", input);
    more.forEach(member -> states.set(member.name(), member.value()));
    states.set(
        "context",
        block
            .run()
            .test()
            .flatMap(test -> test.setup().context())
            .orElseGet(() -> context(retries, mapItem)));
    return states;
  }

  private ObjectNode context(int retries, Optional<ObjectNode> mapItem) {
    ExecutionIdentity identity = block.run().identity();
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    ObjectNode execution = context.putObject("Execution");
    execution.put("Id", identity.executionArn());
    execution.set("Input", identity.input());
    execution
        .put("Name", identity.name())
        .put("RoleArn", identity.roleArn())
        .put("StartTime", MILLIS.format(identity.startedAt()));
    if (identity.executionArn().contains(":execution:")) {
      execution.put("RedriveCount", 0);
    }
    ObjectNode visited =
        context
            .putObject("State")
            .put("Name", state.name())
            .put("EnteredTime", MILLIS.format(enteredAt));
    if (RETRIED.contains(state.common().type())) {
      visited.put("RetryCount", retries);
    }
    context
        .putObject("StateMachine")
        .put("Id", identity.stateMachineArn())
        .put("Name", identity.stateMachineName());
    token.ifPresent(text -> context.putObject("Task").put("Token", text));
    mapItem.ifPresent(item -> context.putObject("Map").set("Item", item));
    return context;
  }
}
