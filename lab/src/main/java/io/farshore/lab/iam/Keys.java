package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The KMS keys of templates: what they encrypt, their aliases, and which services their policies
 * let in. The lab encrypts nothing; it asks for the permissions that AWS would ask for. Conditions
 * of key policies are not looked at. Thread-safe.
 */
public final class Keys {

  private static final String GENERATE = "kms:GenerateDataKey";
  private static final String DECRYPT = "kms:Decrypt";

  /** What a call on something encrypted needs of its key. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "kinesis:PutRecord", List.of(GENERATE),
          "kinesis:PutRecords", List.of(GENERATE),
          "kinesis:GetRecords", List.of(DECRYPT),
          "kinesis:SubscribeToShard", List.of(DECRYPT),
          "sqs:SendMessage", List.of(GENERATE, DECRYPT),
          "sqs:SendMessageBatch", List.of(GENERATE, DECRYPT),
          "sqs:ReceiveMessage", List.of(DECRYPT),
          "sns:Publish", List.of(GENERATE, DECRYPT));

  private final Map<String, String> encrypted = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> aliases = new ConcurrentHashMap<>();
  private final Map<String, List<JsonNode>> policies = new ConcurrentHashMap<>();

  /** Makes a key with its policy. */
  public void define(String keyArn, JsonNode policy) {
    List<JsonNode> statements = new ArrayList<>();
    policy.path("Statement").forEach(statements::add);
    policies.put(keyArn, List.copyOf(statements));
  }

  /** Gives a key one more name, such as {@code alias/orders}. */
  public void name(String keyArn, String alias) {
    aliases.computeIfAbsent(keyArn, key -> ConcurrentHashMap.newKeySet()).add(alias);
  }

  /** From now on a resource is encrypted with a key; with one of AWS's own nothing is asked for. */
  public void encrypt(String resourceArn, String keyId) {
    if (keyId.startsWith("arn:") && keyId.contains(":key/")) {
      encrypted.put(resourceArn, keyId);
    }
  }

  /** Whether a service may use a key for all that encryption needs; unknown keys let all in. */
  public boolean admits(String keyArn, String service) {
    return List.of(GENERATE, DECRYPT).stream().allMatch(each -> admits(keyArn, service, each));
  }

  private boolean admits(String keyArn, String service, String action) {
    List<JsonNode> statements = policies.get(keyArn);
    return statements == null
        || statements.stream()
            .anyMatch(
                each ->
                    each.path("Effect").asText().equals("Allow")
                        && names(each.at("/Principal/Service"), service)
                        && names(each.path("Action"), action));
  }

  private static boolean names(JsonNode oneOrMany, String wanted) {
    for (JsonNode each : oneOrMany) {
      if (each.asText().equals(wanted)) {
        return true;
      }
    }
    return oneOrMany.asText().equals(wanted);
  }

  /** What a call needs of the key of a resource that it reads or writes. */
  List<Use> uses(ApiCall call, Access access) {
    List<Use> uses = new ArrayList<>();
    for (String resource : access.resources()) {
      keyOf(resource)
          .ifPresent(
              key ->
                  NEEDED.getOrDefault(access.action(), List.of()).stream()
                      .map(action -> new Use(action, key, context(call, key)))
                      .forEach(uses::add));
    }
    return uses;
  }

  private Optional<String> keyOf(String resource) {
    return Optional.ofNullable(encrypted.get(resource));
  }

  private Map<String, Set<String>> context(ApiCall call, String key) {
    return Map.of(
        "kms:ViaService",
        Set.of(call.service() + "." + call.region() + ".amazonaws.com"),
        "kms:ResourceAliases",
        Set.copyOf(aliases.getOrDefault(key, Set.of())));
  }

  /** An action on a key, and what conditions can say of the call. */
  record Use(String action, String keyArn, Map<String, Set<String>> context) {}
}
