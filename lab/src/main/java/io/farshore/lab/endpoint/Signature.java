package io.farshore.lab.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a request is signed as AWS wants it: in the {@code Authorization} header, or presigned in
 * its query. That the signature itself is right can't be known: the lab has no secrets.
 */
final class Signature {

  private static final String ALGORITHM = "X-Amz-Algorithm";
  private static final List<String> PRESIGNED =
      List.of(
          ALGORITHM, "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date");

  private final WireRequest request;
  private final SignatureRefusal refusal;

  Signature(WireRequest request, SignatureRefusal refusal) {
    this.request = request;
    this.refusal = refusal;
  }

  /**
   * The scope of the signature.
   *
   * @throws AwsError when it is missing, incomplete or malformed
   */
  CredentialScope scope() {
    String authorization = request.headers().get("authorization");
    boolean presigned = request.query().containsKey(ALGORITHM);
    if (authorization != null && presigned) {
      throw refusal.invalid(
          "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP"
              + " header.");
    }
    if (authorization != null) {
      return ofHeader(authorization);
    }
    if (presigned) {
      return ofQuery();
    }
    throw refusal.missing();
  }

  private CredentialScope ofHeader(String authorization) {
    Map<String, String> parameters = AuthorizationHeader.parse(authorization);
    List<String> missing = new ArrayList<>();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parameters.getOrDefault(name, "").isEmpty()) {
        missing.add("Authorization header requires '" + name + "' parameter.");
      }
    }
    if (request.header("x-amz-date").or(() -> request.header("date")).isEmpty()) {
      missing.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!missing.isEmpty()) {
      missing.add("Authorization=" + authorization);
      throw refusal.incomplete(String.join(" ", missing));
    }
    return scope(parameters.get("Credential"));
  }

  private CredentialScope ofQuery() {
    List<String> missing = new ArrayList<>();
    for (String name : PRESIGNED) {
      if (request.query().getOrDefault(name, List.of("")).get(0).isEmpty()) {
        missing.add("AWS query-string parameters must include '" + name + "'.");
      }
    }
    if (!missing.isEmpty()) {
      missing.add("Re-examine the query-string parameters.");
      throw refusal.incomplete(String.join(" ", missing));
    }
    return scope(request.query().get("X-Amz-Credential").get(0));
  }

  private CredentialScope scope(String credential) {
    CredentialScope scope =
        CredentialScope.parse(credential, request.headers())
            .orElseThrow(
                () ->
                    refusal.incomplete(
                        "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/term, got '"
                            + credential
                            + "'"));
    if (!credential.endsWith("/aws4_request")) {
      throw refusal.invalid(
          "Credential should be scoped with a valid terminator: 'aws4_request', not '"
              + credential.substring(credential.lastIndexOf('/') + 1)
              + "'.");
    }
    if (scope.accessKeyId().isEmpty()) {
      throw new AwsError(
          "UnrecognizedClientException",
          refusal == SignatureRefusal.JSON ? 400 : 403,
          "The security token included in the request is invalid.");
    }
    return scope;
  }
}
