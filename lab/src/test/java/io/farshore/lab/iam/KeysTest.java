package io.farshore.lab.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

  private static final String REGION = "us-east-2";
  private static final String STREAM = "arn:aws:kinesis:us-east-2:111122223333:stream/orders";
  private static final String TOPIC = "arn:aws:sns:us-east-2:111122223333:people";
  private static final String KEY = "arn:aws:kms:us-east-2:111122223333:key/of-orders";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:copy";
  private static final String ROLE = "arn:aws:iam::111122223333:role/copy";

  private final Roles roles = new Roles();

  @BeforeEach
  void encrypted() {
    roles.keys().encrypt(STREAM, KEY);
    roles.keys().encrypt(TOPIC, KEY);
    roles.keys().name(KEY, "alias/farshore-orders");
    roles.take(FUNCTION, ROLE);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no statement on the key | kms:Decrypt | KEY | kinesis | alias/farshore-orders | false",
        "all as it should be | kms:GenerateDataKey | KEY | kinesis | alias/farshore-orders | true",
        "any key, of this name | kms:GenerateDataKey | * | kinesis | alias/farshore-orders | true",
        "another key | kms:GenerateDataKey | KEYS | kinesis | alias/farshore-orders | false",
        "by another service | kms:GenerateDataKey | KEY | sqs | alias/farshore-orders | false",
        "of another name | kms:GenerateDataKey | KEY | kinesis | alias/other | false"
      })
  @DisplayName("writing to an encrypted stream takes the right to make data keys")
  void aWriterNeedsTheKey(
      String what, String action, String resource, String service, String alias, boolean allowed) {
    define(
        """
        [{"Sid":"Put","Effect":"Allow","Action":"kinesis:PutRecords","Resource":"%s"},
         {"Sid":"Key","Effect":"Allow","Action":["%s"],"Resource":["%s"],"Condition":{
           "StringEquals":{"kms:ViaService":"%s.us-east-2.amazonaws.com"},
           "ForAnyValue:StringEquals":{"kms:ResourceAliases":["%s"]}}}]"""
            .formatted(STREAM, action, resource.replace("KEY", KEY), service, alias));

    assertThat(roles.denial(put()).isEmpty()).as(what).isEqualTo(allowed);
    assertThat(roles.denials().isEmpty()).isEqualTo(allowed);
  }

  @Test
  @DisplayName("what is encrypted with a key of AWS's own takes no right")
  void awsOwnKeysAskNothing() {
    roles
        .keys()
        .encrypt("arn:aws:kinesis:us-east-2:111122223333:stream/plain", "alias/aws/kinesis");
    define(
        """
        [{"Sid":"Put","Effect":"Allow","Action":"kinesis:PutRecords","Resource":"*"}]""");

    assertThat(roles.denial(put())).isPresent();
    assertThat(roles.denial(call(FUNCTION, "kinesis", "PutRecords", "StreamName", "plain")))
        .isEmpty();
  }

  @Test
  @DisplayName("alarms reach an encrypted topic only where the key's policy lets CloudWatch in")
  void aServiceNeedsTheKeysPolicy() {
    ApiCall publish = call("cloudwatch.amazonaws.com", "sns", "Publish", "TopicArn", TOPIC);
    String policy =
        """
        {"Statement":[{"Effect":"Allow","Principal":{"Service":"%s.amazonaws.com"},
          "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}]}""";

    roles.keys().define(KEY, json(policy.formatted("events")));
    assertThat(roles.denial(publish)).isPresent();
    roles.keys().define(KEY, json(policy.formatted("cloudwatch")));
    assertThat(roles.denial(publish)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the account | 111122223333 | true",
        "another account | 999999999999 | false",
        "no account like it | 1111* | false"
      })
  @DisplayName("a service is let in for the account that the key's policy names")
  void conditionsOfAKeyForServices(String what, String account, boolean allowed) {
    roles
        .keys()
        .define(
            KEY,
            json(
                """
                {"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},
                  "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*",
                  "Condition":{"StringEquals":{"aws:SourceAccount":"%s"}}}]}"""
                    .formatted(account)));

    ApiCall publish = call("cloudwatch.amazonaws.com", "sns", "Publish", "TopicArn", TOPIC);
    assertThat(roles.denial(publish).isEmpty()).as(what).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "left to the account | Allow | AWS | arn:aws:iam::111122223333:root | kinesis | true",
        "left to it by way of SNS | Allow | AWS | arn:aws:iam::111122223333:root | sns | false",
        "left to another account | Allow | AWS | arn:aws:iam::999999999999:root | kinesis | false",
        "only a service is let in | Allow | Service | sns.amazonaws.com | kinesis | false",
        "the role is let in | Allow | AWS | arn:aws:iam::111122223333:role/copy | kinesis | true",
      })
  @DisplayName("a role uses a key only where the key's policy has a part in it")
  void aRoleNeedsTheKeysPolicy(
      String what, String effect, String kind, String who, String service, boolean allowed) {
    roles
        .keys()
        .define(
            KEY,
            json(
                """
                {"Statement":[{"Effect":"%s","Principal":{"%s":"%s"},
                  "Action":"kms:*","Resource":"*","Condition":{"StringEquals":{
                    "kms:ViaService":"%s.us-east-2.amazonaws.com",
                    "kms:CallerAccount":"111122223333"}}}]}"""
                    .formatted(effect, kind, who, service)));
    define(
        """
        [{"Sid":"Put","Effect":"Allow","Action":"kinesis:PutRecords","Resource":"*"},
         {"Sid":"Key","Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"*"}]""");

    assertThat(roles.denial(put()).isEmpty()).as(what).isEqualTo(allowed);
  }

  @Test
  @DisplayName("a key's policy that denies is not made good by a role's")
  void deniedByTheKey() {
    roles
        .keys()
        .define(
            KEY,
            json(
                """
                {"Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},
                   "Action":"kms:*","Resource":"*"},
                  {"Effect":"Deny","Principal":"*","Action":"kms:GenerateDataKey","Resource":"*"}]}
                """));
    define("[{\"Sid\":\"All\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]");

    assertThat(roles.denial(put())).isPresent();
  }

  @Test
  @DisplayName("logs are kept under a key whose policy names their group")
  void logGroups() {
    roles
        .keys()
        .define(
            KEY,
            json(
                """
                {"Statement":[{"Effect":"Allow",
                  "Principal":{"Service":"logs.us-east-2.amazonaws.com"},
                  "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*","Condition":{
                    "ArnLike":{"kms:EncryptionContext:aws:logs:arn":
                      "arn:aws:logs:us-east-2:111122223333:log-group:/farshore/*"}}}]}"""));
    String groups = "arn:aws:logs:us-east-2:111122223333:log-group:";

    assertThat(roles.keys().admitsLogs(KEY, REGION, groups + "/farshore/orders")).isTrue();
    assertThat(roles.keys().admitsLogs(KEY, REGION, groups + "/other")).isFalse();
    assertThat(roles.keys().admitsLogs(KEY, "us-east-1", groups + "/farshore/orders")).isFalse();
  }

  @Test
  @DisplayName("a principal that would not be enforced is refused")
  void unknownPrincipalsAreRefused() {
    JsonNode policy =
        json(
            """
            {"Statement":[{"Effect":"Allow","Principal":{"Federated":"x"},
              "Action":"kms:*","Resource":"*"}]}""");
    assertThatThrownBy(() -> roles.keys().define(KEY, policy)).hasMessageContaining("Federated");
  }

  @Test
  @DisplayName("a condition that would not be enforced is refused")
  void unknownConditionsAreRefused() {
    assertThatThrownBy(
            () ->
                define(
                    """
                    [{"Effect":"Allow","Action":"a:B","Resource":"*",
                      "Condition":{"StringLike":{"aws:PrincipalTag/team":"x"}}}]"""))
        .hasMessageContaining("StringLike of aws:PrincipalTag/team");
  }

  private void define(String statements) {
    JsonNode policy = json("[{\"PolicyDocument\":{\"Statement\":%s}}]".formatted(statements));
    roles.define(ROLE, policy);
  }

  private static ApiCall put() {
    return call(FUNCTION, "kinesis", "PutRecords", "StreamName", "orders");
  }

  private static ApiCall call(
      String principal, String service, String operation, String member, String value) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put(member, value);
    return new ApiCall(Caller.in("us-east-1", principal), REGION, service, operation, input, "id");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
