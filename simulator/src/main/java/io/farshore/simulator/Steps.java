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
import io.farshore.core.setting.Configuration;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.Cause;
import io.farshore.functions.checkpoint.CheckpointReader;
import io.farshore.functions.drain.CheckDrain;
import io.farshore.functions.drain.PrepareSwitchover;
import io.farshore.functions.handler.Ports;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.open.OpenEpoch;
import io.farshore.functions.plan.PlanFailover;
import io.farshore.functions.probe.HealthCheckers;
import io.farshore.functions.probe.HealthProbe;
import io.farshore.functions.redirect.RedirectTraffic;
import io.farshore.functions.report.ReportOutcome;
import io.farshore.functions.verify.VerifyActivation;
import io.farshore.functions.watch.FencingWatch;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Most steps make fewer calls. */
  private static final int MOST_CALLS = 12;

  private static final Set<String> OWN_REGION_ONLY =
      Set.of(
          "PlanFailover",
          "CheckpointReader",
          "OpenEpoch",
          "VerifyActivation",
          "ReportOutcome",
          "RedirectTraffic",
          "FencingWatch");

  private final World world;
  private final Region own;
  private final Map<String, Function<Stack, RequestStreamHandler>> handlers;
  private final WrongPayload wrong;
  private int invocations;

  /**
   * The steps in one Region.
   *
   * @param starts how the watch over {@code FENCING} starts the state machine
   */
  Steps(World world, Region own, Starts starts) {
    this.world = world;
    this.own = own;
    this.wrong = new WrongPayload(world, own);
    this.handlers =
        Map.of(
            "PlanFailover", PlanFailover::new,
            "CheckpointReader", CheckpointReader::new,
            "OpenEpoch", OpenEpoch::new,
            "PrepareSwitchover", PrepareSwitchover::new,
            "CheckDrain", CheckDrain::new,
            "VerifyActivation", VerifyActivation::new,
            "ReportOutcome", ReportOutcome::new,
            "HealthProbe", stack -> new HealthProbe(stack, this::healthChecks),
            "RedirectTraffic", stack -> new RedirectTraffic(stack, this::pointAt),
            "FencingWatch", stack -> watch(stack, starts));
  }

  private static FencingWatch watch(Stack stack, Starts starts) {
    Actor actor = (Actor) stack.loop();
    return new FencingWatch(
        stack, (name, input) -> stack.await(() -> starts.byWatch(actor, name, input)));
  }

  /** Lambda's Invoke, which goes wrong as calls do; it waits for the answer as long as it takes. */
  CompletableFuture<Answer> invoke(Actor states, String function, JsonNode payload) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    CompletableFuture<Answer> unheard = new CompletableFuture<>();
    Runnable unanswered = () -> answer.complete(failed("Lambda.SdkClientException", "no answer"));
    Duration soon = Duration.ofMillis(world.below(1_000));
    Fault fault = world.network().fault(Network.Service.LAMBDA, Network.Kind.WRITE, states);
    switch (fault) {
      case DROPPED -> states.after(soon, unanswered);
      case ANSWER_LOST -> {
        run(states, function, payload, unheard);
        states.after(soon, unanswered);
      }
      case LATE -> {
        long arrives = world.network().late(Network.Service.LAMBDA);
        world.time().after(arrives, () -> run(states, function, payload, unheard));
        states.after(soon, unanswered);
      }
      case DUPLICATED -> {
        run(states, function, payload, unheard);
        run(states, function, payload, answer);
      }
      case SLOW -> states.after(soon, () -> run(states, function, payload, answer));
      default -> run(states, function, payload, answer);
    }
    if (fault != Fault.DELIVERED) {
      world.struck(fault, states.name(), () -> "Invoke of " + function + " in " + own);
    }
    return answer;
  }

  private void run(
      Actor states, String function, JsonNode payload, CompletableFuture<Answer> answer) {
    Actor actor = new Actor(world, function + " " + ++invocations, own, true, world.skew(own));
    if (payload.at("/epoch/number").isNumber()) {
      actor.actsIn(new EpochId(payload.at("/epoch/number").asLong(), own));
    }
    if (OWN_REGION_ONLY.contains(function)) {
      actor.mustOnlyCall(own);
    }
    Disturbance disturbance = new Disturbance(world, actor);
    disturbance.killedAtOneOf(
        MOST_CALLS,
        () -> states.take(() -> answer.complete(failed("Lambda.Unknown", "it was killed"))));
    disturbance.frozenAtOneOf(MOST_CALLS, Duration.ofSeconds(30));
    Invocation invocation =
        new Invocation(actor, states, function, wrong.given(function, payload), answer);
    actor.after(Duration.ofMillis(2 + world.below(20)), invocation::run);
  }

  /** Route 53's checkers see whether the peer serves; now and then nothing is known. */
  private CompletableFuture<List<HealthCheckers.Status>> healthChecks() {
    if (world.strikes(Fault.SERVICE_FAILED, "route53", () -> "health checks for " + own)) {
      return CompletableFuture.failedFuture(new IOException("Route 53 does not answer"));
    }
    Region peer = World.other(own);
    boolean serves =
        !world.outages().isLost(peer)
            && world.outages().serves(peer, Network.Service.TABLES)
            && world.outages().serves(peer, Network.Service.STREAM);
    return CompletableFuture.completedFuture(
        List.of(new HealthCheckers.Status(16, serves ? 0 : 16)));
  }

  private void pointAt(String zoneId, String name, String target) {
    if (world.strikes(Fault.SERVICE_FAILED, "route53", () -> "records of " + name)) {
      throw new IllegalStateException("Route 53 refuses");
    }
    world.note("route53", () -> name + " points to " + target);
  }

  private static Answer succeeded(JsonNode payload) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("StatusCode", 200);
    result.set("Payload", payload);
    return new Succeeded(result);
  }

  private static Answer failed(String error, String cause) {
    return new Failed(new StateError(error, cause));
  }

  private Configuration configuration(String function) {
    boolean hasty = world.is(Sabotage.NO_FENCE_WAIT) && !function.equals("OpenEpoch");
    Duration late =
        world.is(Sabotage.LATE_REQUESTS_NOT_WAITED_FOR)
            ? Duration.ZERO
            : world.setting().lateWindow();
    Map<String, String> settings = new HashMap<>();
    settings.put("AWS_REGION", own.name());
    settings.put("PEER_REGION", World.other(own).name());
    settings.put("STREAM_NAME", World.STREAM.value());
    settings.put("LEASE_MILLIS", hasty ? "100" : Long.toString(World.LEASE.toMillis()));
    settings.put("LEASE_MARGIN_MILLIS", Long.toString(hasty ? 0 : World.LEASE_MARGIN.toMillis()));
    settings.put("LATE_REQUEST_WINDOW_SECONDS", Long.toString(late.toSeconds()));
    settings.put("VERIFY_SECONDS", "20");
    settings.put("DRAIN_SECONDS", Long.toString(World.DRAIN.toSeconds()));
    settings.put("COOLDOWN_SECONDS", "20");
    settings.put("APPROVAL_REQUIRED", Boolean.toString(world.setting().approval()));
    settings.put("WATERMARK_SOURCE", world.setting().foreign() ? "records" : "heartbeats");
    settings.put("TRAFFIC_HOSTED_ZONE_ID", "Z1");
    settings.put("TRAFFIC_RECORD_NAME", "orders.example.com");
    settings.put("TRAFFIC_RECORD_TARGET", "orders." + own.name() + ".example.com");
    return new Configuration(settings);
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
                configuration(function),
                own,
                World.other(own),
                World.STREAM,
                new ActorPorts(actor, function),
                actor,
                this);
        handlers
            .get(function)
            .apply(stack)
            .handleRequest(new ByteArrayInputStream(payload), out, CONTEXT);
        JsonNode result = MAPPER.readTree(out.toByteArray());
        count(result);
        tell(succeeded(result));
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

    /** What it decided. */
    private void count(JsonNode result) {
      for (String member : List.of("decision", "status")) {
        if (result.path(member).isTextual()) {
          world.reached(function + " says " + result.get(member).asText());
        }
      }
      if (result.at("/refusal/reason").isTextual()) {
        world.reached(function + " refuses: " + result.at("/refusal/reason").asText());
      }
      if (result.path("impaired").isBoolean()) {
        world.reached(function + " says impaired: " + result.get("impaired").asBoolean());
      }
      Cases.of(function, result).forEach(world::reached);
    }

    private void tell(Answer end) {
      actor.kill();
      world.cues().give(function + " ends in " + own);
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
    Throwable cause = Cause.of(failure);
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
    private final String function;

    private ActorPorts(Actor actor, String function) {
      this.actor = actor;
      this.function = function;
    }

    @Override
    public EpochTable epochs(Region region) {
      EpochTable port = new EpochPort(world, actor, region);
      if (world.is(Sabotage.EPOCH_NUMBER_PLUS_ONE_ONLY) && function.equals("PlanFailover")) {
        return new WrappedEpochs(
            port, () -> port.epochs(World.STREAM).thenApply(WrongEpochs::inForceOnly));
      }
      return port;
    }

    @Override
    public CheckpointTable checkpoints(Region region) {
      return new WrongCheckpoints(
          world, new CheckpointPort(world, actor, region), Optional.empty());
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
