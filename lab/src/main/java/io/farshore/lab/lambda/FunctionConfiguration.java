package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One version of a function. Immutable: nobody changes {@code settings}.
 *
 * @param region where it runs
 * @param name of the function
 * @param version {@code $LATEST} or a number
 * @param code what it runs
 * @param settings the members of GetFunctionConfiguration that a caller sets, defaults included:
 *     Handler, Timeout, Environment...
 */
record FunctionConfiguration(
    String region, String name, String version, FunctionPackage code, ObjectNode settings) {

  /** The version that changes with every update. */
  static final String LATEST = "$LATEST";

  static String arn(String region, String name) {
    return "arn:aws:lambda:" + region + ":" + Account.ID + ":function:" + name;
  }

  /** The ARN of the function, without a version. */
  String arn() {
    return arn(region, name);
  }

  /** The ARN of this version. */
  String versionArn() {
    return arn() + ":" + version;
  }

  boolean isLatest() {
    return version.equals(LATEST);
  }

  /** The handler class, with or without a method. */
  String handler() {
    return text("Handler");
  }

  /** Such as {@code java21}. */
  String runtime() {
    return text("Runtime");
  }

  /** The role that it runs as; recorded, the lab grants everything. */
  String role() {
    return text("Role");
  }

  /** As the context reports it; the lab does not limit it. */
  int memoryMegabytes() {
    return settings.path("MemorySize").asInt();
  }

  /** After which an invocation fails and its environment ends. */
  Duration timeout() {
    return Duration.ofSeconds(settings.path("Timeout").asInt());
  }

  /** Where it logs to. */
  String logGroup() {
    return settings.path("LoggingConfig").path("LogGroup").asText();
  }

  /** The variables, without those that Lambda adds. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (var entry : settings.path("Environment").path("Variables").properties()) {
      variables.put(entry.getKey(), entry.getValue().asText());
    }
    return variables;
  }

  private String text(String member) {
    JsonNode value = settings.path(member);
    return value.asText("");
  }

  FunctionConfiguration as(String otherVersion) {
    return new FunctionConfiguration(region, name, otherVersion, code, settings);
  }

  FunctionConfiguration with(ObjectNode otherSettings) {
    return new FunctionConfiguration(region, name, version, code, otherSettings);
  }

  FunctionConfiguration with(FunctionPackage otherCode) {
    return new FunctionConfiguration(region, name, version, otherCode, settings);
  }

  /** True when a new version would be no other than this one. */
  boolean sameAs(FunctionConfiguration other) {
    return code.sha256().equals(other.code.sha256())
        && (code.uploaded() || code.root().equals(other.code.root()))
        && settings.equals(other.settings);
  }
}
