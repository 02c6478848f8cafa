package io.farshore.command.operate;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/**
 * Finds what was deployed for a stream in a Region, by the configuration of its {@code
 * FencingWatch}: it starts the same state machine, so it knows it. Blocks.
 */
final class StackFinder {

  private static final String WATCH = "io.farshore.functions.watch.FencingWatch";

  private final Clients clients;

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
  record Deployed(String stream, String stateMachineArn, Optional<Boolean> automatic) {}

  /** The stream's stack; empty when there is none in the Region. */
  Optional<Deployed> find(Region region, StreamName stream) {
    return all(region).stream().filter(stack -> stack.stream().equals(stream.value())).findFirst();
  }

  /** The stacks of all streams in a Region. */
  List<Deployed> all(Region region) {
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
