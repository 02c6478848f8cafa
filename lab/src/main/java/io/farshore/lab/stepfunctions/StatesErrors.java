package io.farshore.lab.stepfunctions;

import io.farshore.lab.endpoint.AwsError;

/** The errors of Step Functions, in AWS's words. */
final class StatesErrors {

  private static final int BAD_REQUEST = 400;

  private StatesErrors() {}

  static AwsError machineDoesNotExist(String arn) {
    return error("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  static AwsError machineExists(String arn) {
    return error("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
  }

  static AwsError executionDoesNotExist(String arn) {
    return error("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  static AwsError executionExists(String arn) {
    return error("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
  }

  static AwsError invalidDefinition(String diagnostics) {
    return error("InvalidDefinition", "Invalid State Machine Definition: '" + diagnostics + "'");
  }

  static AwsError invalidName(String name) {
    return error("InvalidName", "Invalid Name: '" + name + "'");
  }

  static AwsError invalidInput(String why) {
    return error("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
  }

  static AwsError invalidOutput(String why) {
    return error("InvalidOutput", "Invalid Output: '" + why + "'");
  }

  static AwsError invalidToken(String token) {
    return error("InvalidToken", "Invalid Token: '" + token + "'");
  }

  static AwsError invalidPage(String token) {
    return error("InvalidToken", "Invalid Token: '" + token + "'");
  }

  static AwsError taskTimedOut() {
    return error("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }

  static AwsError taskDoesNotExist() {
    return error("TaskDoesNotExist", "Task does not exist");
  }

  private static AwsError error(String code, String message) {
    return new AwsError(code, BAD_REQUEST, message);
  }
}
