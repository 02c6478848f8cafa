package io.farshore.lab.endpoint;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SigV4 says of a request: who signed it, for which Region and which service. */
record CredentialScope(String accessKeyId, String region, String service) {

  private static final Pattern SCOPE =
      Pattern.compile("([^/\\s=]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

  /** Reads the scope of the {@code Authorization} header, or of a presigned URL. */
  static Optional<CredentialScope> of(Map<String, String> headers, Map<String, String> query) {
    String authorization = headers.get("authorization");
    return authorization == null ? parse(query.get("X-Amz-Credential")) : parse(authorization);
  }

  private static Optional<CredentialScope> parse(String text) {
    Matcher scope = SCOPE.matcher(text == null ? "" : text);
    return scope.find()
        ? Optional.of(new CredentialScope(scope.group(1), scope.group(2), scope.group(3)))
        : Optional.empty();
  }
}
