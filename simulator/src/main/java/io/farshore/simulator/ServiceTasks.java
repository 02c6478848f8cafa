package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.Transition;
import io.farshore.core.stream.Region;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.asl.TaskResource;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.TaskTokens;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What the tasks of one Region's state machine call: functions, DynamoDB, SNS, EventBridge. */
final class ServiceTasks implements Tasks {

  private static final Map<String, String> ERRORS = Map.of("sns", "SNS", "events", "EventBridge");

  private final World world;
  private final Region own;
  private final Actor states;
  private final Steps steps;
  private final TaskTokens tokens;
  private final Question asked = new Question();

  ServiceTasks(World world, Region own, Actor states, Steps steps, TaskTokens tokens) {
    this.world = world;
    this.own = own;
    this.states = states;
    this.steps = steps;
    this.tokens = tokens;
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
      case "sns:publish", "events:putEvents" ->
          told(task.service(), arguments, task.waitsForTaskToken());
      default -> throw new UnsupportedOperationException("No task " + task);
    };
  }

  private CompletableFuture<Answer> told(String service, JsonNode arguments, boolean asks) {
    String name = ERRORS.get(service);
    Network.Service called = service.equals("sns") ? Network.Service.SNS : Network.Service.EVENTS;
    Supplier<Answer> apply =
        () -> {
          if (asks) {
            askForApproval(arguments);
          }
          return new Succeeded(JsonNodeFactory.instance.objectNode().put("MessageId", "1"));
        };
    return refused(name).orElseGet(() -> send(called, name, apply));
  }

  /** Now and then a service refuses, and nothing is done. */
  private Optional<CompletableFuture<Answer>> refused(String service) {
    if (!world.strikes(Fault.SERVICE_FAILED, states.name(), () -> service + " in " + own)) {
      return Optional.empty();
    }
    CompletableFuture<Answer> refused = new CompletableFuture<>();
    states.after(Duration.ofMillis(5), () -> refused.complete(noAnswer(service)));
    return Optional.of(refused);
  }

  private CompletableFuture<Answer> send(
      Network.Service service, String name, Supplier<Answer> apply) {
    return world
        .network()
        .send(
            new Network.Call<>(
                states,
                own,
                service,
                "a task of " + name,
                Network.Kind.WRITE,
                arrival -> apply.get(),
                () -> new NoAnswer(name)))
        .exceptionally(failure -> noAnswer(name));
  }

  private static Answer noAnswer(String service) {
    return new Failed(new StateError(service + ".SdkClientException", "no answer"));
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
      JsonNode values = arguments.get("ExpressionAttributeValues");
      return refused("DynamoDB")
          .orElseGet(() -> send(Network.Service.TABLES, "DynamoDB", () -> asked.ask(values)));
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
            return noAnswer("DynamoDB");
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
}
