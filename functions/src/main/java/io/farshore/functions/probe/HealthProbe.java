package io.farshore.functions.probe;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.aws.AwsSettings;
import io.farshore.core.failover.VantagePoint;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.SdkClients;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.observability.EmbeddedMetrics;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * Looks at the peer Region: once for each confirming look of the state machine, and once a second
 * for its metrics when scheduled. Settings: {@code PROBE_INTERVAL_MILLIS}, {@code
 * HEALTH_CHECK_IDS}, {@code HEALTH_RECORD}, {@code NAME_SERVER}, {@code HEARTBEAT_LIMIT_SECONDS},
 * {@code CALL_TIMEOUT_MILLIS}, and those of {@link Stack}.
 */
public final class HealthProbe extends JsonHandler<HealthProbe.Input, HealthProbe.Output> {

  private final Stack stack;
  private final Watch watch;
  private final Duration interval;
  private final Duration longestLook;

  /** In Lambda. */
  public HealthProbe() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack, () -> watch.look(stack.stream()));
  }

  /** In a given environment. */
  public HealthProbe(Map<String, String> environment) {
    this(Stack.of(environment), environment);
  }

  private HealthProbe(Stack stack, Map<String, String> environment) {
    this(stack, healthCheckers(stack, environment));
  }

  private static HealthCheckers healthCheckers(Stack stack, Map<String, String> environment) {
    Executor threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "farshore-route53");
              thread.setDaemon(true);
              return thread;
            });
    HealthCheckers api =
        new Route53HealthCheckers(
            SdkClients.build(
                Route53Client.builder(), environment, Region.AWS_GLOBAL, callTimeout(stack)),
            healthCheckIds(stack),
            threads);
    return stack
        .settings()
        .find(FunctionSettings.HEALTH_RECORD)
        .map(
            record ->
                DnsHealthCheckers.behind(
                    api,
                    new DnsHealthCheckers(
                        record, stack.settings().find(FunctionSettings.NAME_SERVER), threads)))
        .orElse(api);
  }

  /** On a given stack, with given health checkers. */
  public HealthProbe(Stack stack, HealthCheckers healthCheckers) {
    super(Input.class);
    this.stack = stack;
    this.watch =
        new Watch(stack, healthCheckers, stack.settings().get(FunctionSettings.HEARTBEAT_LIMIT));
    this.interval = stack.settings().get(FunctionSettings.PROBE_INTERVAL);
    this.longestLook = callTimeout(stack).multipliedBy(2);
  }

  private static Duration callTimeout(Stack stack) {
    return stack.settings().get(AwsSettings.CALL_TIMEOUT);
  }

  private static List<String> healthCheckIds(Stack stack) {
    return stack.settings().find(FunctionSettings.HEALTH_CHECK_IDS).orElse(List.of());
  }

  /**
   * What to do.
   *
   * @param mode {@code confirm}: one look; {@code scheduled}: look until the time is nearly over
   * @param stream null: the stack's own
   * @param region the Region to look at; null: the peer
   */
  public record Input(String mode, String stream, String region) {
    /** Checks the mode. */
    public Input {
      if (!"confirm".equals(mode) && !"scheduled".equals(mode)) {
        throw new InvalidInput("mode", "is neither confirm nor scheduled");
      }
    }
  }

  /**
   * What was seen last.
   *
   * @param impaired the verdict: two vantage points or more, and the peer is active
   * @param region that was looked at
   * @param points each with its own result
   * @param detail in words
   * @param at when
   * @param looks how many looks were taken
   */
  public record Output(
      boolean impaired, String region, List<Point> points, String detail, String at, int looks) {}

  /**
   * One vantage point.
   *
   * @param name {@code standby}, {@code route53} or {@code producers}
   * @param finding {@code impaired}, {@code healthy} or {@code unknown}
   * @param latencyMillis how long the look took
   * @param detail what was seen
   */
  public record Point(String name, String finding, long latencyMillis, String detail) {

    static Point of(VantagePoint point) {
      return new Point(
          point.name(), point.finding().label(), point.latency().toMillis(), point.detail());
    }
  }

  @Override
  public Output handle(Input input, Context context) {
    if (input.region() != null && !input.region().equals(stack.peer().name())) {
      throw new InvalidInput("region", "is not " + stack.peer() + ", the peer of this Region");
    }
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    if (input.mode().equals("confirm")) {
      return output(stack.await(() -> watch.look(stream)), 1);
    }
    return untilNearlyOver(stream, context);
  }

  private Output untilNearlyOver(StreamName stream, Context context) {
    ProbeMetrics metrics =
        new ProbeMetrics(
            new EmbeddedMetrics(
                context.getLogger()::log,
                stack.loop()::wallTime,
                Map.of("StreamName", stream.value())),
            stack.producerSilence());
    int looks = 0;
    while (true) {
      long began = stack.loop().monotonicNanos();
      Look look = stack.await(() -> watch.look(stream));
      metrics.emit(look);
      looks++;
      Duration rest = interval.minusNanos(stack.loop().monotonicNanos() - began);
      Duration needed = longestLook.plus(rest.isNegative() ? Duration.ZERO : rest);
      if (context.getRemainingTimeInMillis() <= needed.toMillis()) {
        return output(look, looks);
      }
      stack.await(() -> after(rest.isNegative() ? Duration.ZERO : rest));
    }
  }

  private CompletableFuture<Optional<Void>> after(Duration rest) {
    CompletableFuture<Optional<Void>> passed = new CompletableFuture<>();
    stack.loop().after(rest, () -> passed.complete(Optional.empty()));
    return passed;
  }

  private Output output(Look look, int looks) {
    return new Output(
        look.verdict().impaired(),
        stack.peer().name(),
        look.verdict().points().stream().map(Point::of).toList(),
        look.verdict().detail(),
        Wire.instant(stack.loop().wallTime()),
        looks);
  }
}
