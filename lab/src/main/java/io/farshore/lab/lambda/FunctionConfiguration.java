package io.farshore.lab.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One version of a function. Immutable.
 *
 * @param region where it runs
 * @param name of the function
 * @param version {@code $LATEST} or a number
 * @param handler the handler class, with or without {@code ::handleRequest}
 * @param runtime such as {@code java17}
 * @param role ARN of the role that it runs as; recorded, the lab grants everything
 * @param code the jar with the handler and all that it needs
 * @param memoryMegabytes as the context reports it; the lab does not limit it
 * @param timeout after which an invocation fails and its environment ends
 * @param reservedConcurrency how many invocations may run at once; empty means no limit
 * @param logGroup that it logs to
 * @param environment the variables of the template, without those that Lambda adds
 */
public record FunctionConfiguration(
    String region,
    String name,
    String version,
    String handler,
    String runtime,
    String role,
    Path code,
    int memoryMegabytes,
    Duration timeout,
    OptionalInt reservedConcurrency,
    String logGroup,
    Map<String, String> environment) {

  /** The version that changes with every update. */
  public static final String LATEST = "$LATEST";

  static final String ACCOUNT = "111122223333";

  /** Copies the environment. */
  public FunctionConfiguration {
    environment = Map.copyOf(environment);
  }

  /** The ARN of the function, without a version. */
  public String arn() {
    return "arn:aws:lambda:" + region + ":" + ACCOUNT + ":function:" + name;
  }

  /** The ARN of this version. */
  public String versionArn() {
    return arn() + ":" + version;
  }

  FunctionConfiguration as(String otherVersion) {
    return new FunctionConfiguration(
        region,
        name,
        otherVersion,
        handler,
        runtime,
        role,
        code,
        memoryMegabytes,
        timeout,
        reservedConcurrency,
        logGroup,
        environment);
  }

  FunctionConfiguration with(Duration newTimeout, int newMemory, Map<String, String> variables) {
    return new FunctionConfiguration(
        region,
        name,
        version,
        handler,
        runtime,
        role,
        code,
        newMemory,
        newTimeout,
        reservedConcurrency,
        logGroup,
        variables);
  }
}
