package io.farshore.lab.stepfunctions;

import io.farshore.lab.endpoint.Account;
import java.util.Optional;

/** The names of Step Functions' resources. */
final class Arns {

  private static final int KIND = 5;
  private static final int NAME = 6;
  private static final int QUALIFIER = 7;

  private Arns() {}

  static String machine(String region, String name) {
    return arn(region, "stateMachine", name);
  }

  static String activity(String region, String name) {
    return arn(region, "activity", name);
  }

  private static String arn(String region, String kind, String name) {
    return "arn:aws:states:%s:%s:%s:%s".formatted(region, Account.ID, kind, name);
  }

  /** Of an execution of a standard machine. */
  static String execution(String machineArn, String name) {
    return machineArn.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  /** Of an execution of an express machine, whose name may be there many times. */
  static String expressExecution(String machineArn, String name, String id) {
    return machineArn.replace(":stateMachine:", ":express:") + ":" + name + ":" + id;
  }

  /** Of what a map run's executions count as executions of. */
  static String labelled(String machineArn, String label) {
    return machineArn + "/" + label;
  }

  /** Of a run of a labelled machine. */
  static String mapRun(String labelledArn, String id) {
    return labelledArn.replace(":stateMachine:", ":mapRun:") + ":" + id;
  }

  /** The ARN without its version or alias. */
  static String unqualified(String machineArn) {
    String[] parts = machineArn.split(":");
    return parts.length <= QUALIFIER
        ? machineArn
        : machineArn.substring(0, machineArn.length() - parts[QUALIFIER].length() - 1);
  }

  /** The version's number or the alias's name. */
  static Optional<String> qualifier(String machineArn) {
    String[] parts = machineArn.split(":");
    return parts.length == QUALIFIER + 1 ? Optional.of(parts[QUALIFIER]) : Optional.empty();
  }

  /** Checks that {@code arn} names a resource of one of {@code kinds}. */
  static String require(String arn, String... kinds) {
    String[] parts = arn.split(":");
    if (!arn.startsWith("arn:")) {
      throw StatesErrors.invalidArn("Invalid ARN prefix: " + arn);
    } else if (parts.length <= NAME) {
      throw StatesErrors.invalidArn("Invalid ARN: " + arn);
    }
    for (String kind : kinds) {
      if (parts[KIND].equals(kind)) {
        return arn;
      }
    }
    throw StatesErrors.invalidArn("Resource type not valid in this context: " + parts[KIND]);
  }
}
