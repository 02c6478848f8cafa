package io.farshore.command.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.command.CommandFailed;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Runs the readiness check of a Region's stack. Blocks; thread-safe. */
final class Checkup {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Clients clients;
  private final StackFinder stacks;

  Checkup(Clients clients, StackFinder stacks) {
    this.clients = clients;
    this.stacks = stacks;
  }

  /**
   * What the check of the stream's stack answers.
   *
   * @throws CommandFailed when there is no stack, or its check fails
   */
  JsonNode of(Region region, StreamName stream) {
    String function =
        stacks
            .readinessCheck(region, stream)
            .orElseThrow(
                () ->
                    new CommandFailed(
                        "%s has no stack of the stream %s".formatted(region, stream)));
    InvokeResponse answer =
        clients
            .patientFunctions(region)
            .invoke(invoke -> invoke.functionName(function).payload(SdkBytes.fromUtf8String("{}")));
    if (answer.functionError() != null) {
      throw new CommandFailed(
          "the readiness check of %s failed; its log says why".formatted(region));
    }
    try {
      return JSON.readTree(answer.payload().asByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
