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
