package io.farshore.command.operate;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Why AWS did not do as it was asked, in a line for people.
 *
 * @param kind what it is about
 * @param text what was found, and what to do; no full stop
 */
record Trouble(Kind kind, String text) {

  /** What decides how to go on. */
  enum Kind {
    /** Nothing answers there. */
    UNREACHABLE,
    /** Who calls is not known, or may not. */
    CREDENTIALS,
    /** Too many calls. */
    THROTTLED,
    /** What is asked for is not there. */
    MISSING,
    /** Anything else. */
    OTHER
  }

  private static final int DEEPEST = 12;

  /** After the Region's name, such as {@code does not answer (no answer in time)}. */
  String said() {
    return (kind == Kind.CREDENTIALS ? "can't be asked (" : "does not answer (") + text + ")";
  }

  /** Of what a call failed with, whoever wrapped it. */
  static Trouble of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      Trouble found = known(cause);
      if (found != null) {
        return found;
      }
    }
    return new Trouble(Kind.OTHER, oneLine(failure));
  }

  private static Trouble known(Throwable cause) {
    if (cause instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
      return refused(refused);
    }
    if (cause instanceof UnknownHostException) {
      return new Trouble(
          Kind.UNREACHABLE,
          "no such host: " + cause.getMessage() + "; check the Region's name and the network");
    }
    if (cause instanceof ConnectException) {
      return new Trouble(Kind.UNREACHABLE, "nothing listens there; is the lab up? ./farshore up");
    }
    if (cause instanceof SocketTimeoutException
        || cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException
        || cause instanceof TimeoutException) {
      return new Trouble(Kind.UNREACHABLE, "no answer in time");
    }
    if (cause.getClass().getSimpleName().equals("TableNotFound")) {
      return new Trouble(Kind.MISSING, cause.getMessage());
    }
    if (cause.getClass().getSimpleName().equals("CallTimedOut")) {
      return new Trouble(Kind.UNREACHABLE, cause.getMessage());
    }
    if (cause instanceof java.net.SocketException || cause instanceof java.io.EOFException) {
      return new Trouble(Kind.UNREACHABLE, "the connection was closed without an answer");
    }
    return cause instanceof SdkClientException ? ofClient(cause) : null;
  }

  private static Trouble ofClient(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("load credentials")) {
      return new Trouble(
          Kind.CREDENTIALS,
          "no AWS credentials; give --profile, or set AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY; for a lab give --endpoint-url");
    }
    if (lower.contains("profile file") || lower.contains("profile '")) {
      return new Trouble(Kind.CREDENTIALS, oneLine(cause) + "; check --profile");
    }
    return null;
  }

  private static Trouble refused(AwsServiceException refused) {
    String code = String.valueOf(refused.awsErrorDetails().errorCode());
    String said = code + ": " + refused.awsErrorDetails().errorMessage();
    if (refused.isThrottlingException() || code.contains("Throttl")) {
      return new Trouble(Kind.THROTTLED, "throttled (" + code + "); try again in a few seconds");
    }
    return switch (code) {
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException" ->
          new Trouble(Kind.CREDENTIALS, "the credentials are refused (" + said + ")");
      case "ExpiredToken", "ExpiredTokenException", "RequestExpired" ->
          new Trouble(Kind.CREDENTIALS, "the credentials have expired; sign in again");
      case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation" ->
          new Trouble(Kind.CREDENTIALS, "not allowed (" + said + ")");
      case "ResourceNotFoundException", "StateMachineDoesNotExist", "ExecutionDoesNotExist" ->
          new Trouble(Kind.MISSING, said);
      default -> new Trouble(Kind.OTHER, said);
    };
  }

  private static String oneLine(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return text.replaceAll("\\s*\\(SDK Attempt Count: \\d+\\)", "").replaceAll("\\s+", " ");
  }
}
