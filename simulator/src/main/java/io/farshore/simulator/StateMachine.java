package io.farshore.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.lab.faults.RegionState;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.StateMachineDefinition;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.ExecutionRun;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import io.farshore.lab.stepfunctions.execution.RegionGate;
import io.farshore.lab.stepfunctions.execution.TaskTokens;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Step Functions of one Region: the lab's interpreter on the run's clock. */
final class StateMachine implements Tasks {

  private static final Map<String, String> ERRORS =
      Map.of("sns", "SNS", "events", "EventBridge", "dynamodb", "DynamoDB");

  private final Question asked = new Question();
  private final World world;
  private final Region own;
  private final Actor states;
  private final StateMachineDefinition definition;
  private final Steps steps;
  private final TaskTokens tokens;
  private final ExecutionRun.Environment environment;
  private final List<ExecutionRun> running = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int started;
  private final List<Ended> ended = new ArrayList<>();
  private Optional<String> lastOutcome = Optional.empty();

  StateMachine(World world, Region own, Definition compiled) {
    this.world = world;
    this.own = own;
    this.states = new Actor(world, "states " + own, own, true, world.skew(own));
    this.definition = compiled.on(states);
    this.steps = new Steps(world, own, this::startAgain);
    this.tokens = new TaskTokens(() -> "token-" + world.random().nextLong());
    this.environment =
        new ExecutionRun.Environment(
            states, world.random().split(), new RegionGate(states, new NeverLost()), this, tokens);
  }

  private void startAgain(String name, String input) {
    try {
      world.reached("watch starts again");
      start(name, new ObjectMapper().readTree(input));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schedule of the watch over epochs that stay FENCING. */
  void watch() {
    if (world.is(Sabotage.FENCE_WITHOUT_AN_OWNER_LEFT)) {
      return;
    }
    states.after(Duration.ofSeconds(20), this::watch);
    if (world.outages().isLost(own)) {
      return;
    }
    steps.invoke(states, "FencingWatch", JsonNodeFactory.instance.objectNode());
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /** A start by hand. */
  void start(String mode) {
    start(byHand(mode));
  }

  /** A start by hand that names where a producer is to resume. */
  void start(String mode, ProducerId producer, Instant commitTimestamp) {
    ObjectNode input = byHand(mode);
    input
        .putObject("resumeFrom")
        .putObject(producer.value())
        .put("commitTimestamp", commitTimestamp.toString());
    start(input);
  }

  /** Says what it would do. */
  void dryRun(String mode) {
    start(byHand(mode).put("dryRun", true));
  }

  /** Starts it with what is no alarm, and no right input by hand. */
  void start(OtherStarts other) {
    start(other.in(own));
  }

  private ObjectNode byHand(String mode) {
    return JsonNodeFactory.instance.objectNode().put("mode", mode).put("targetRegion", own.name());
  }

  /** As EventBridge starts it when an alarm changes its state. */
  void alarm() {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("source", "aws.cloudwatch");
    event.put("time", states.wallTime().toString());
    event
        .putObject("detail")
        .put("alarmName", "PeerImpaired")
        .putObject("state")
        .put("value", "ALARM");
    start(event);
  }

  /** Starts it with an input; not where the Region is lost. */
  private void start(ObjectNode input) {
    start("e" + ++started, input);
  }

  private void start(String name, JsonNode input) {
    if (world.outages().isLost(own) || !names.add(name)) {
      return;
    }
    world.note("execution " + own + " " + name, () -> "starts with " + input);
    ExecutionIdentity identity =
        new ExecutionIdentity(
            "arn:aws:states:" + own + ":111122223333:execution:failover:" + name,
            name,
            "arn:aws:states:" + own + ":111122223333:stateMachine:failover",
            "failover",
            "arn:aws:iam::111122223333:role/failover",
            own.name(),
            states.wallTime(),
            input);
    ExecutionRun[] run = new ExecutionRun[1];
    run[0] = new ExecutionRun(environment, definition, identity, end -> ended(run[0], end));
    running.add(run[0]);
    run[0].start();
  }

  /** Stops what runs, as a person could. */
  void stopAll() {
    List.copyOf(running).forEach(run -> run.stop(new StateError("Stopped", "by a person")));
  }

  private void ended(ExecutionRun run, ExecutionEnd end) {
    running.remove(run);
    ended.add(new Ended(run, end, states.wallTime()));
    countStates(run);
    String outcome =
        end instanceof ExecutionEnd.Succeeded done
            ? done.output().path("outcome").asText("?")
            : end.details().path("error").asText(end.status());
    lastOutcome = Optional.of(outcome);
    world.reached("outcome " + outcome);
    world.note(
        "execution " + own + " " + run.identity().name(), () -> end.status() + " " + end.details());
    world.time().mix(outcome.hashCode());
  }

  /** An execution that is over; {@code at} by the Region's own clock. */
  record Ended(ExecutionRun run, ExecutionEnd end, Instant at) {}

  List<Ended> ended() {
    return ended;
  }

  List<ExecutionRun> running() {
    return running;
  }

  /** Each state entered, and each catch: a state that is entered right after another's failure. */
  private void countStates(ExecutionRun run) {
    String failed = null;
    String state = null;
    boolean chose = false;
    for (HistoryEvent event : run.history().events()) {
      String type = event.type();
      if (type.endsWith("StateEntered")) {
        String entered = event.details().path("name").asText();
        world.reached("state " + entered);
        if (failed != null) {
          world.reached("catch " + failed + " -> " + entered);
        }
        if (chose) {
          world.reached("choice " + state + " -> " + entered);
        }
        chose = type.equals("ChoiceStateEntered");
        state = entered;
        failed = null;
      } else if (type.equals("TaskFailed") || type.equals("TaskTimedOut")) {
        failed = state;
      } else if (type.equals("TaskScheduled")) {
        failed = null;
      }
    }
  }

  /** How the execution that ended last did. */
  Optional<String> lastOutcome() {
    return lastOutcome;
  }

  @Override
  public CompletableFuture<Answer> call(
      TaskResource resource, JsonNode arguments, ExecutionIdentity execution) {
    TaskResource.Optimized task = (TaskResource.Optimized) resource;
    world.note(
        Note.Kind.REPEATED,
        "execution " + own + " " + execution.name(),
        () -> task.service() + " " + task.action() + " " + arguments.path("FunctionName").asText());
    return switch (task.service() + ":" + task.action()) {
      case "lambda:invoke" ->
          steps.invoke(states, arguments.get("FunctionName").asText(), arguments.get("Payload"));
      case "dynamodb:putItem" -> put(arguments);
      case "dynamodb:updateItem" -> update(arguments);
      case "sns:publish", "events:putEvents" -> {
        if (task.waitsForTaskToken()) {
          askForApproval(arguments);
        }
        yield service(
            task.service(),
            new Succeeded(JsonNodeFactory.instance.objectNode().put("MessageId", "1")));
      }
      default -> throw new UnsupportedOperationException("No task " + task);
    };
  }

  private CompletableFuture<Answer> service(String service, Answer well) {
    Answer answer =
        world.strikes(Fault.SERVICE_FAILED, states.name(), () -> service + " in " + own)
            ? new Failed(new StateError(ERRORS.get(service) + ".SdkClientException", "no answer"))
            : well;
    CompletableFuture<Answer> answered = new CompletableFuture<>();
    states.after(Duration.ofMillis(5), () -> answered.complete(answer));
    return answered;
  }

  /** A person says yes, or no, or nothing; and yes once all is healed. */
  private void askForApproval(JsonNode arguments) {
    String token =
        arguments.get("Message").asText().replaceAll(".*\"taskToken\":\"([^\"]+)\".*", "$1");
    int says = world.below(10);
    states.after(
        Duration.ofMillis(world.below(8_000)),
        () ->
            tokens
                .waiting(token)
                .ifPresent(
                    task -> {
                      if (says < 7 || world.weather().healed()) {
                        task.succeed(JsonNodeFactory.instance.objectNode());
                      } else if (says < 9) {
                        task.fail(new StateError("Rejected", "by a person"));
                      }
                    }));
  }

  private CompletableFuture<Answer> put(JsonNode arguments) {
    require(arguments.get("ConditionExpression").asText().equals("attribute_not_exists(entry)"));
    JsonNode item = arguments.get("Item");
    require(item.at("/phase/S").asText().equals("FENCING"));
    EpochId id =
        new EpochId(
            Long.parseLong(item.at("/epoch/N").asText()),
            new Region(item.at("/activeRegion/S").asText()));
    require(id.equals(id(item.at("/entry/S").asText())));
    Instant now = Instant.parse(item.at("/createdAt/S").asText());
    Epoch epoch =
        Epoch.fencing(
            id,
            item.at("/startedBy/S").asText(),
            Optional.ofNullable(item.get("reason")).map(reason -> reason.get("S").asText()),
            now);
    return answer(port().create(World.STREAM, epoch));
  }

  private CompletableFuture<Answer> update(JsonNode arguments) {
    if (arguments.at("/Key/entry/S").asText().equals("question#" + own)) {
      return service("dynamodb", asked.ask(arguments.get("ExpressionAttributeValues")));
    }
    EpochId id = id(arguments.at("/Key/entry/S").asText());
    JsonNode values = arguments.get("ExpressionAttributeValues");
    String condition = arguments.get("ConditionExpression").asText();
    require(condition.startsWith("phase = :draining"));
    String update = arguments.get("UpdateExpression").asText();
    if (update.equals("SET phase = :abandoned")) {
      return answer(port().abandon(World.STREAM, id));
    }
    require(update.startsWith("SET phase = :fencing"));
    Optional<Instant> soon =
        condition.endsWith("AND deadline > :soon")
            ? Optional.of(Instant.parse(values.at("/:soon/S").asText()))
            : Optional.empty();
    boolean drained = values.path(":drained").path("BOOL").asBoolean(false);
    Instant now = Instant.parse(values.at("/:now/S").asText());
    return answer(port().fenceBefore(id, drained, now, soon));
  }

  private EpochPort port() {
    return new EpochPort(world, states, own);
  }

  private static CompletableFuture<Answer> answer(CompletableFuture<Transition> write) {
    return write.handle(
        (made, failure) -> {
          if (failure != null) {
            return new Failed(new StateError("DynamoDB.SdkClientException", "no answer"));
          }
          return made instanceof Transition.Made
              ? new Succeeded(JsonNodeFactory.instance.objectNode())
              : new Failed(new StateError("DynamoDB.ConditionalCheckFailedException", "refused"));
        });
  }

  private static EpochId id(String entry) {
    String[] parts = entry.split("#", 3);
    return new EpochId(Long.parseLong(parts[1]), new Region(parts[2]));
  }

  private static void require(boolean known) {
    if (!known) {
      throw new UnsupportedOperationException("The state machine writes what is not known here");
    }
  }

  /** The actor that everything runs on stands still while its Region is lost. */
  private static final class NeverLost implements RegionState {
    @Override
    public boolean isLost(String region) {
      return false;
    }

    @Override
    public CompletableFuture<Void> whenBack(String region) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Both Regions'. */
  static Map<Region, StateMachine> both(World world, Map<Region, Definition> compiled) {
    return Map.of(
        World.EAST, new StateMachine(world, World.EAST, compiled.get(World.EAST)),
        World.OHIO, new StateMachine(world, World.OHIO, compiled.get(World.OHIO)));
  }
}
