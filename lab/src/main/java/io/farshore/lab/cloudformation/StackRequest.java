package io.farshore.lab.cloudformation;

import io.farshore.lab.endpoint.Account;
import java.nio.file.Path;
import java.util.Map;

/**
 * A stack to be made.
 *
 * @param stackName of the stack
 * @param region that it is made in
 * @param template the file; paths in it (code, definitions) start at its folder
 * @param parameters by name; those left out take their defaults
 */
public record StackRequest(
    String stackName, String region, Path template, Map<String, String> parameters) {

  /** Copies the parameters. */
  public StackRequest {
    parameters = Map.copyOf(parameters);
  }

  String stackId() {
    return "arn:aws:cloudformation:%s:%s:stack/%s/lab".formatted(region, Account.ID, stackName);
  }
}
