package io.farshore.lab.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The KMS keys of templates: what they encrypt, their aliases, and which services their policies
 * let in. The lab encrypts nothing; it asks for the permissions that AWS would ask for.
 * Thread-safe.
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
  private final Map<String, List<KeyStatement>> policies = new ConcurrentHashMap<>();

  /**
   * Makes a key with its policy.
   *
   * @throws IllegalArgumentException for something in a statement that would not be enforced
   */
  public void define(String keyArn, JsonNode policy) {
    List<KeyStatement> statements = new ArrayList<>();
    policy.path("Statement").forEach(each -> statements.add(KeyStatement.of(each)));
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

  /**
   * Whether CloudWatch Logs may keep a log group under a key; unknown keys let all in.
   *
   * @param groupArn without an asterisk at its end
   */
  public boolean admitsLogs(String keyArn, String region, String groupArn) {
    Map<String, Set<String>> context =
        Map.of("kms:EncryptionContext:aws:logs:arn", Set.of(groupArn));
    return List.of(GENERATE, DECRYPT).stream()
        .allMatch(each -> admits("logs." + region + ".amazonaws.com", each, keyArn, context));
  }

  /** Whether a key's policy itself lets a service or a role in; unknown keys let all in. */
  boolean admits(String principal, Use use) {
    return admits(principal, use.action(), use.keyArn(), use.context());
  }

  private boolean admits(
      String principal, String action, String keyArn, Map<String, Set<String>> context) {
    List<KeyStatement> statements = policies.get(keyArn);
    return statements == null
        || statements.stream()
            .anyMatch(
                each -> each.says().isAllow() && each.covers(principal, action, keyArn, context));
  }

  /** The same, but that unknown keys let nobody in of themselves. */
  boolean isNamed(String principal, Use use) {
    return policies.containsKey(use.keyArn()) && admits(principal, use);
  }

  /** Whether a key's policy denies it, which nothing makes good. */
  boolean denies(String principal, Use use) {
    return policies.getOrDefault(use.keyArn(), List.of()).stream()
        .filter(each -> !each.says().isAllow())
        .anyMatch(
            each ->
                each.covers(principal, use.action(), use.keyArn(), use.context())
                    || each.leavesToTheAccount(use.action(), use.keyArn(), use.context()));
  }

  /** Whether a key's policy leaves it to the policies of roles; unknown keys do. */
  boolean leavesToRoles(Use use) {
    List<KeyStatement> statements = policies.get(use.keyArn());
    return statements == null
        || statements.stream()
            .anyMatch(
                each ->
                    each.says().isAllow()
                        && each.leavesToTheAccount(use.action(), use.keyArn(), use.context()));
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
        "kms:CallerAccount",
        Set.of(Account.ID),
        "aws:SourceAccount",
        Set.of(Account.ID),
        "kms:ResourceAliases",
        Set.copyOf(aliases.getOrDefault(key, Set.of())));
  }

  /** An action on a key, and what conditions can say of the call. */
  record Use(String action, String keyArn, Map<String, Set<String>> context) {}
}
