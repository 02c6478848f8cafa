package io.farshore.lab.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What SigV4 says of a request: who signed it, for which Region and which service. SigV4a has a set
 * of Regions in a header instead, of which the first counts, or none for any ({@code *}).
 */
record CredentialScope(String accessKeyId, String region, String service) {

  static final CredentialScope NONE = new CredentialScope("", "", "");

  private static final int REGIONAL = 5;

  /** Reads {@code keyid/date/region/service/aws4_request}; empty when it is no such thing. */
  static Optional<CredentialScope> parse(String credential, Map<String, String> headers) {
    String[] parts = credential.split("/", -1);
    if (parts.length == REGIONAL) {
      return Optional.of(new CredentialScope(parts[0], parts[2], parts[3]));
    }
    String regions = headers.get("x-amz-region-set");
    return parts.length == REGIONAL - 1 && regions != null
        ? Optional.of(new CredentialScope(parts[0], regions.split(",")[0].strip(), parts[2]))
        : Optional.empty();
  }

  /** What the request says of its scope, right or wrong; {@link #NONE} when it says nothing. */
  static CredentialScope claimed(Map<String, String> headers, Map<String, List<String>> query) {
    String authorization = headers.get("authorization");
    String credential =
        authorization == null
            ? query.getOrDefault("X-Amz-Credential", List.of("")).get(0)
            : AuthorizationHeader.parse(authorization).getOrDefault("Credential", "");
    return parse(credential, headers).orElse(NONE);
  }
}
