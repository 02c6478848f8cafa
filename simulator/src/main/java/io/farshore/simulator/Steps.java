package io.farshore.simulator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.checkpoint.CheckpointReader;
import io.farshore.functions.configuration.Configuration;
import io.farshore.functions.drain.CheckDrain;
import io.farshore.functions.drain.PrepareSwitchover;
import io.farshore.functions.handler.Ports;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.open.OpenEpoch;
import io.farshore.functions.plan.PlanFailover;
import io.farshore.functions.report.ReportOutcome;
import io.farshore.functions.verify.VerifyActivation;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.Tasks.Answer;
import io.farshore.lab.stepfunctions.execution.Tasks.Failed;
import io.farshore.lab.stepfunctions.execution.Tasks.Succeeded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The functions of one Region's state machine: the real handlers. A handler waits for what runs on
 * its loop; here it is broken off where it would wait, and run again from its start, with all
 * earlier answers at hand, when the answer has come.
 */
final class Steps {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> OWN_REGION_ONLY =
      Set.of("PlanFailover", "CheckpointReader", "OpenEpoch", "VerifyActivation", "ReportOutcome");
  private static final Map<String, Function<Stack, RequestStreamHandler>> HANDLERS =
      Map.of(
          "PlanFailover", PlanFailover::new,
          "CheckpointReader", CheckpointReader::new,
          "OpenEpoch", OpenEpoch::new,
          "PrepareSwitchover", PrepareSwitchover::new,
          "CheckDrain", CheckDrain::new,
          "VerifyActivation", VerifyActivation::new,
          "ReportOutcome", ReportOutcome::new);

  private final World world;
  private final Region own;
  private int invocations;

  Steps(World world, Region own) {
    this.world = world;
    this.own = own;
  }

  CompletableFuture<Answer> invoke(Actor states, String function, JsonNode payload) {
    if (function.equals("RedirectTraffic")) {
      return answered(MAPPER.createObjectNode().put("status", "NotConfigured").put("detail", ""));
    }
    if (function.equals("HealthProbe")) {
      ObjectNode look = MAPPER.createObjectNode().put("impaired", false);
      look.putArray("points");
      return answered(look);
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Actor actor = new Actor(world, function + " " + ++invocations, own, true, world.skew(own));
    if (payload.at("/epoch/number").isNumber()) {
      actor.actsIn(new EpochId(payload.at("/epoch/number").asLong(), own));
    }
    if (OWN_REGION_ONLY.contains(function)) {
      actor.mustOnlyCall(own);
    }
    if (world.weather().strikes(Fault.FUNCTION_KILLED)) {
      world
          .time()
          .after(
              world.below(200) * 1_000_000L,
              () -> {
                actor.kill();
                states.take(() -> answer.complete(failed("Lambda.Unknown", "it was killed")));
              });
    }
    if (world.weather().strikes(Fault.FUNCTION_FROZEN)) {
      Duration time = Duration.ofMillis(world.below(30_000));
      world.time().after(world.below(100) * 1_000_000L, () -> actor.freeze(time));
    }
    Invocation invocation = new Invocation(actor, states, function, payload, answer);
    actor.after(Duration.ofMillis(2 + world.below(20)), invocation::run);
    return answer;
  }

  private static CompletableFuture<Answer> answered(JsonNode payload) {
    return CompletableFuture.completedFuture(succeeded(payload));
  }

  private static Answer succeeded(JsonNode payload) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("StatusCode", 200);
    result.set("Payload", payload);
    return new Succeeded(result);
  }

  private static Answer failed(String error, String cause) {
    return new Failed(new StateError(error, cause));
  }

  private Configuration configuration() {
    boolean hasty = world.sabotage() == Sabotage.NO_FENCE_WAIT;
    return new Configuration(
        Map.of(
            "AWS_REGION",
            own.name(),
            "PEER_REGION",
            World.other(own).name(),
            "STREAM_NAME",
            World.STREAM.value(),
            "LEASE_MILLIS",
            hasty ? "100" : Long.toString(World.LEASE.toMillis()),
            "LEASE_MARGIN_MILLIS",
            hasty ? "0" : Long.toString(World.LEASE_MARGIN.toMillis()),
            "LATE_REQUEST_WINDOW_SECONDS",
            Long.toString(World.LATE_WINDOW.toSeconds()),
            "VERIFY_SECONDS",
            "20",
            "COOLDOWN_SECONDS",
            "0"));
  }

  /** One invocation of a handler, broken off and run again at each answer. */
  private final class Invocation implements Stack.Blocking {
    private final Actor actor;
    private final Actor states;
    private final String function;
    private final byte[] payload;
    private final CompletableFuture<Answer> answer;
    private final List<Supplier<Object>> answers = new ArrayList<>();
    private int asked;

    private Invocation(
        Actor actor,
        Actor states,
        String function,
        JsonNode payload,
        CompletableFuture<Answer> answer) {
      this.actor = actor;
      this.states = states;
      this.function = function;
      this.payload = payload.toString().getBytes(StandardCharsets.UTF_8);
      this.answer = answer;
    }

    private void run() {
      asked = 0;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        Stack stack =
            new Stack(
                configuration(),
                own,
                World.other(own),
                World.STREAM,
                new ActorPorts(actor),
                actor,
                this);
        HANDLERS
            .get(function)
            .apply(stack)
            .handleRequest(new ByteArrayInputStream(payload), out, CONTEXT);
        tell(succeeded(MAPPER.readTree(out.toByteArray())));
      } catch (BrokenOff expected) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (RuntimeException e) {
        world.reached(function + " throws " + e.getClass().getSimpleName());
        world.note(actor.name(), () -> "throws " + e);
        tell(failed(e.getClass().getName(), String.valueOf(e.getMessage())));
      }
    }

    private void tell(Answer end) {
      actor.kill();
      states.after(Duration.ofMillis(2), () -> answer.complete(end));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T await(Supplier<CompletableFuture<T>> work) {
      if (asked < answers.size()) {
        return (T) answers.get(asked++).get();
      }
      work.get()
          .whenComplete(
              (result, failure) -> {
                answers.add(() -> valueOf(result, failure));
                actor.execute(this::run);
              });
      throw new BrokenOff();
    }
  }

  private static Object valueOf(Object result, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause != null) {
      throw new CompletionException(cause);
    }
    return result;
  }

  /** Leaves a handler that would wait. No handler catches it. */
  private static final class BrokenOff extends Error {
    private BrokenOff() {
      super("waits", null, false, false);
    }
  }

  private final class ActorPorts implements Ports {
    private final Actor actor;

    private ActorPorts(Actor actor) {
      this.actor = actor;
    }

    @Override
    public EpochTable epochs(Region region) {
      return new EpochPort(world, actor, region);
    }

    @Override
    public CheckpointTable checkpoints(Region region) {
      return new CheckpointPort(world, actor, region);
    }

    @Override
    public RegionalStream stream(Region region, StreamName name) {
      return new StreamPort(world, actor, region);
    }
  }

  private static final LambdaLogger SILENT =
      new LambdaLogger() {
        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
      };

  private static final Context CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getLogger" -> SILENT;
                    case "getRemainingTimeInMillis" -> 60_000;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
}
