package io.farshore.command.operate;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Finds what was deployed for a stream in a Region, by its stack. Blocks. */
final class StackFinder {

  private static final String STATE_MACHINE = "FailoverStateMachineArn";

  private final Clients clients;

  StackFinder(Clients clients) {
    this.clients = clients;
  }

  /**
   * A stack of {@code template.yaml}.
   *
   * @param stream that it is for
   * @param stateMachineArn what makes its Region active
   * @param automatic whether alarms start a failover to its Region
   */
  record Deployed(String stream, String stateMachineArn, boolean automatic) {}

  /** The stream's stack; empty when there is none in the Region. */
  Optional<Deployed> find(Region region, StreamName stream) {
    return all(region).stream().filter(stack -> stack.stream().equals(stream.value())).findFirst();
  }

  /** The stacks of all streams in a Region. */
  List<Deployed> all(Region region) {
    return clients.stacks(region).describeStacksPaginator().stacks().stream()
        .flatMap(StackFinder::deployed)
        .toList();
  }

  private static Stream<Deployed> deployed(Stack stack) {
    Optional<String> arn =
        stack.outputs().stream()
            .filter(output -> STATE_MACHINE.equals(output.outputKey()))
            .map(Output::outputValue)
            .findFirst();
    Optional<String> stream = parameter(stack, "StreamName");
    boolean automatic = parameter(stack, "AutomaticFailover").map("true"::equals).orElse(false);
    return arn.isPresent() && stream.isPresent()
        ? Stream.of(new Deployed(stream.get(), arn.get(), automatic))
        : Stream.empty();
  }

  private static Optional<String> parameter(Stack stack, String name) {
    return stack.parameters().stream()
        .filter(parameter -> name.equals(parameter.parameterKey()))
        .map(Parameter::parameterValue)
        .findFirst();
  }
}
