package io.farshore.functions.readiness;

/** AWS answered a call with an error, or not at all. */
final class CallRefused extends RuntimeException {

  /**
   * Names the call.
   *
   * @param why the error's name, such as {@code AccessDeniedException}
   */
  CallRefused(String call, String why, Throwable causeOrNull) {
    super(call + ": " + why, causeOrNull);
  }
}
