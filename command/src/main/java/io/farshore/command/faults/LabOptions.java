package io.farshore.command.faults;

import io.farshore.command.UnusableInput;
import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which lab, and how it is told. */
final class LabOptions {

  private static final String USUAL = "http://127.0.0.1:4566";

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "of the lab; without it AWS_ENDPOINT_URL, and without that " + USUAL)
  private String endpoint;

  @Option(names = "--json", description = "answer with a line of JSON")
  private boolean json;

  LabApi open(Map<String, String> environment) {
    String url = endpoint == null ? environment.getOrDefault("AWS_ENDPOINT_URL", "") : endpoint;
    try {
      URI uri = URI.create(url.isEmpty() ? USUAL : url);
      if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().startsWith("http")) {
        throw new IllegalArgumentException();
      }
      return LabApi.at(uri);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--endpoint-url " + url + " is no URL such as " + USUAL, e);
    }
  }

  boolean json() {
    return json;
  }
}
