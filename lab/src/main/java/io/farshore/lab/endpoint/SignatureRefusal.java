package io.farshore.lab.endpoint;

/** How a request whose signature is missing or wrong is refused; each protocol has its own way. */
enum SignatureRefusal {
  JSON(400, 400, 400, "Missing Authentication Token"),
  BARE_XML(403, 403, 403, "Missing Authentication Token"),
  QUERY(403, 400, 403, "Request is missing Authentication Token"),
  REST(403, 403, 403, "Missing Authentication Token");

  private final int missing;
  private final int incomplete;
  private final int invalid;
  private final String missingMessage;

  SignatureRefusal(int missing, int incomplete, int invalid, String missingMessage) {
    this.missing = missing;
    this.incomplete = incomplete;
    this.invalid = invalid;
    this.missingMessage = missingMessage;
  }

  AwsError missing() {
    return new AwsError("MissingAuthenticationTokenException", missing, missingMessage);
  }

  AwsError incomplete(String message) {
    return new AwsError("IncompleteSignatureException", incomplete, message);
  }

  AwsError invalid(String message) {
    return new AwsError("InvalidSignatureException", invalid, message);
  }
}
