package io.farshore.command.operate;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * Finds what was deployed for a stream in a Region, by the configuration of its {@code
 * FencingWatch}: it starts the same state machine, so it knows it. Blocks; thread-safe.
 */
final class StackFinder {

  private static final String WATCH = "io.farshore.functions.watch.FencingWatch";
  private static final String CHECK = "io.farshore.functions.readiness.ReadinessCheck";

  private final Clients clients;
  private final Map<Region, Deployed> found = new ConcurrentHashMap<>();

  StackFinder(Clients clients) {
    this.clients = clients;
  }

  /**
   * A stack of {@code template.yaml}.
   *
   * @param stream that it is for
   * @param stateMachineArn what makes its Region active
   * @param automatic whether alarms start a failover to its Region; empty where it does not say
   */
  record Deployed(String stream, String stateMachineArn, Optional<Boolean> automatic) {
    private boolean isOf(StreamName other) {
      return stream.equals(other.value());
    }
  }

  /** The stream's stack; empty when there is none in the Region. What was found is kept. */
  Optional<Deployed> find(Region region, StreamName stream) {
    Optional<Deployed> known =
        Optional.ofNullable(found.get(region)).filter(stack -> stack.isOf(stream));
    if (known.isPresent()) {
      return known;
    }
    Optional<Deployed> now = all(region).stream().filter(stack -> stack.isOf(stream)).findFirst();
    now.ifPresent(stack -> found.put(region, stack));
    return now;
  }

  /** The name of the function that checks the readiness of the stream's stack. */
  Optional<String> readinessCheck(Region region, StreamName stream) {
    return clients.functions(region).listFunctionsPaginator().functions().stream()
        .filter(function -> CHECK.equals(function.handler()))
        .filter(
            function ->
                function.environment() != null
                    && stream.value().equals(function.environment().variables().get("STREAM_NAME")))
        .map(FunctionConfiguration::functionName)
        .findFirst();
  }

  private List<Deployed> all(Region region) {
    return clients.functions(region).listFunctionsPaginator().functions().stream()
        .filter(function -> WATCH.equals(function.handler()))
        .flatMap(StackFinder::deployed)
        .toList();
  }

  private static Stream<Deployed> deployed(FunctionConfiguration watch) {
    Map<String, String> variables =
        watch.environment() == null ? Map.of() : watch.environment().variables();
    String stream = variables.get("STREAM_NAME");
    String arn = variables.get("STATE_MACHINE_ARN");
    Optional<Boolean> automatic =
        Optional.ofNullable(variables.get("AUTOMATIC_FAILOVER")).map("true"::equals);
    return stream == null || arn == null
        ? Stream.empty()
        : Stream.of(new Deployed(stream, arn, automatic));
  }
}
