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

  static AwsError refusedDefinition(String why) {
    return error("InvalidDefinition", why);
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

  static AwsError invalidToken() {
    return error("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  static AwsError invalidPage() {
    return error("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  static AwsError taskTimedOut() {
    return error("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }

  static AwsError taskDoesNotExist() {
    return error("TaskDoesNotExist", "Task does not exist");
  }

  static AwsError invalidArn(String why) {
    return error("InvalidArn", "Invalid Arn: '" + why + "'");
  }

  static AwsError activityDoesNotExist(String arn) {
    return error("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
  }

  static AwsError resourceNotFound() {
    return error("ResourceNotFound", "Request references a resource that does not exist.");
  }

  static AwsError resourceNotFound(String arn) {
    return error("ResourceNotFound", "Resource not found: '" + arn + "'");
  }

  static AwsError mapRunNotKept(String arn) {
    return error(
        "ResourceNotFound", "The lab does not keep map runs over a restart: '" + arn + "'");
  }

  static AwsError conflict(String why) {
    return error("ConflictException", why);
  }

  static AwsError typeNotSupported() {
    return error(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  static AwsError nothingToUpdate() {
    return error(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the"
            + " TracingConfiguration must be specified");
  }

  static AwsError invalidLogging(String why) {
    return error("InvalidLoggingConfiguration", "Invalid Logging Configuration: " + why);
  }

  static AwsError invalidEncryption(String why) {
    return error("InvalidEncryptionConfiguration", "Invalid Encryption Configuration: " + why);
  }

  static AwsError notRedrivable(String why) {
    return error("ExecutionNotRedrivable", why);
  }

  private static AwsError error(String code, String message) {
    return new AwsError(code, BAD_REQUEST, message);
  }
}
