package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reads the settings of a function, and refuses what the lab would not do. */
final class FunctionInput {

  private static final Set<String> RUNTIMES = Set.of("java17", "java21", "java25");
  private static final String AWS_RUNTIMES =
      "nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x,"
          + " java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8,"
          + " python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x,"
          + " provided.al2, java8.al2";
  private static final int ENVIRONMENT_LIMIT = 4096;
  private static final int DEFAULT_MEMORY = 128;
  private static final int DEFAULT_TIMEOUT = 3;
  private static final int MOST_TIMEOUT = 900;
  private static final int MOST_MEMORY = 10_240;
  private static final int EPHEMERAL_STORAGE = 512;

  /** What the lab does not have, and the word for it. */
  private static final List<String> REFUSED =
      List.of(
          "Layers",
          "FileSystemConfigs",
          "ImageConfig",
          "CodeSigningConfigArn",
          "KMSKeyArn",
          "CapacityProviderConfig",
          "DurableConfig",
          "TenancyConfig");

  private FunctionInput() {}

  /** The settings that CreateFunction asks for, with the defaults of what it does not. */
  static ObjectNode created(JsonNode input, String name) {
    required(input, "Role");
    if (input.path("PackageType").asText("Zip").equals("Image")) {
      throw LambdaErrors.invalid("The lab runs no container images: PackageType is Zip");
    }
    required(input, "Handler");
    required(input, "Runtime");
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.put("Description", "");
    settings.putArray("Architectures").add("x86_64");
    settings.put("MemorySize", DEFAULT_MEMORY);
    settings.put("Timeout", DEFAULT_TIMEOUT);
    settings.putObject("EphemeralStorage").put("Size", EPHEMERAL_STORAGE);
    settings.putObject("TracingConfig").put("Mode", "PassThrough");
    settings.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
    settings
        .putObject("LoggingConfig")
        .put("LogFormat", "Text")
        .put("LogGroup", "/aws/lambda/" + name);
    apply(input, settings);
    return settings;
  }

  /** The old settings with what the input names changed. */
  static ObjectNode updated(JsonNode input, ObjectNode old) {
    ObjectNode settings = old.deepCopy();
    apply(input, settings);
    return settings;
  }

  private static void required(JsonNode input, String member) {
    if (input.path(member).asText("").isEmpty()) {
      String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
      throw LambdaErrors.invalid(
          "1 validation error detected: Value null at '"
              + name
              + "' failed to satisfy constraint: Member must not be null");
    }
  }

  private static void apply(JsonNode input, ObjectNode settings) {
    for (String refused : REFUSED) {
      if (input.hasNonNull(refused) && !isEmpty(input.get(refused))) {
        throw LambdaErrors.invalid("The lab's functions have no " + refused);
      }
    }
    runtime(input);
    for (String plain : List.of("Description", "Handler", "Runtime", "Role", "Architectures")) {
      if (input.hasNonNull(plain)) {
        settings.set(plain, input.get(plain));
      }
    }
    number(input, settings, "MemorySize", DEFAULT_MEMORY, MOST_MEMORY);
    number(input, settings, "Timeout", 1, MOST_TIMEOUT);
    environment(input, settings);
    nested(input, settings, "EphemeralStorage", "Size");
    nested(input, settings, "TracingConfig", "Mode");
    nested(input, settings, "SnapStart", "ApplyOn");
    nested(input, settings, "LoggingConfig", "LogGroup");
    logFormat(input);
    vpc(input);
    deadLetters(input, settings);
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty();
  }

  private static void runtime(JsonNode input) {
    if (!input.hasNonNull("Runtime")) {
      return;
    }
    String runtime = input.get("Runtime").asText();
    if (RUNTIMES.contains(runtime)) {
      return;
    }
    if (List.of(AWS_RUNTIMES.split(", ")).contains(runtime)) {
      throw LambdaErrors.invalid(
          "The lab runs Java handlers only (java17, java21, java25), not " + runtime);
    }
    throw LambdaErrors.invalid(
        "Value "
            + runtime
            + " at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ["
            + AWS_RUNTIMES
            + "] or be a valid ARN");
  }

  private static void number(
      JsonNode input, ObjectNode settings, String member, int least, int most) {
    if (!input.hasNonNull(member)) {
      return;
    }
    int value = input.get(member).asInt();
    if (value < least || value > most) {
      String name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
      boolean low = value < least;
      throw LambdaErrors.validation(
          ("1 validation error detected: Value '%d' at '%s' failed to satisfy constraint: Member must"
                  + " have value %s than or equal to %d")
              .formatted(value, name, low ? "greater" : "less", low ? least : most));
    }
    settings.put(member, value);
  }

  private static void environment(JsonNode input, ObjectNode settings) {
    JsonNode variables = input.path("Environment").path("Variables");
    if (!variables.isObject()) {
      return;
    }
    String text = variables.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > ENVIRONMENT_LIMIT) {
      throw LambdaErrors.invalid(
          "Lambda was unable to configure your environment variables because the environment"
              + " variables you have provided exceeded the 4KB limit. String measured: "
              + text);
    }
    settings.putObject("Environment").set("Variables", variables);
  }

  private static void nested(JsonNode input, ObjectNode settings, String member, String inner) {
    JsonNode value = input.path(member).path(inner);
    if (!value.isMissingNode() && !value.isNull()) {
      ((ObjectNode) settings.get(member)).set(inner, value);
    }
  }

  private static void logFormat(JsonNode input) {
    if (input.path("LoggingConfig").path("LogFormat").asText("Text").equals("JSON")) {
      throw LambdaErrors.invalid("The lab logs as text only: LoggingConfig.LogFormat is Text");
    }
  }

  private static void vpc(JsonNode input) {
    if (!input.path("VpcConfig").path("SubnetIds").isEmpty()) {
      throw LambdaErrors.invalid("The lab has no VPCs for functions");
    }
  }

  private static void deadLetters(JsonNode input, ObjectNode settings) {
    JsonNode target = input.path("DeadLetterConfig").path("TargetArn");
    if (target.isMissingNode()) {
      return;
    }
    if (target.asText("").isEmpty()) {
      settings.remove("DeadLetterConfig");
      return;
    }
    if (!target.asText().matches("arn:aws:(sqs|sns):.*")) {
      throw LambdaErrors.invalid("The lab's dead letters go to queues and topics");
    }
    settings.putObject("DeadLetterConfig").set("TargetArn", target);
  }
}
