package io.farshore.lab.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IamServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::111122223333:role/copy";
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/";

  private final Roles roles = new Roles();
  private final IamService iam = new IamService(roles);

  private JsonNode call(String operation, String input) throws IOException {
    return iam.call(
            new ApiCall(
                Caller.outside("a person"),
                "us-east-1",
                "iam",
                operation,
                (ObjectNode) JSON.readTree(input),
                "id"))
        .join();
  }

  @Test
  @DisplayName("a role's policies are simulated for each action on each resource, and nothing else")
  void simulated() throws IOException {
    roles.define(
        ROLE,
        JSON.readTree(
            "[{\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":[\"dynamodb:PutItem\","
                + "\"dynamodb:Query\"],\"Resource\":\""
                + TABLE
                + "mine\"},{\"Sid\":\"b\","
                + "\"Effect\":\"Deny\",\"Action\":\"dynamodb:Query\",\"Resource\":\"*\"}]}]"));

    JsonNode answer =
        call(
            "SimulatePrincipalPolicy",
            "{\"PolicySourceArn\":\""
                + ROLE
                + "\",\"ActionNames\":[\"dynamodb:PutItem\","
                + "\"dynamodb:Query\"],\"ResourceArns\":[\""
                + TABLE
                + "mine\",\""
                + TABLE
                + "other\"]}");

    assertThat(answer.path("EvaluationResults"))
        .extracting(
            result ->
                result.path("EvalActionName").asText()
                    + " "
                    + result.path("EvalResourceName").asText().substring(TABLE.length())
                    + " "
                    + result.path("EvalDecision").asText())
        .containsExactly(
            "dynamodb:PutItem mine allowed",
            "dynamodb:PutItem other implicitDeny",
            "dynamodb:Query mine explicitDeny",
            "dynamodb:Query other explicitDeny");
    assertThat(roles.denials()).isEmpty();
    assertThat(roles.unused()).hasSize(5);
  }

  @Test
  @DisplayName("a role that no template has made, and operations that the lab lacks, are refused")
  void refused() {
    assertThatThrownBy(
            () ->
                call(
                    "SimulatePrincipalPolicy",
                    "{\"PolicySourceArn\":\"" + ROLE + "\",\"ActionNames\":[\"s3:GetObject\"]}"))
        .cause()
        .isInstanceOf(AwsError.class)
        .hasMessageContaining("The role with name copy cannot be found.");
    assertThatThrownBy(() -> call("CreateRole", "{}"))
        .cause()
        .isInstanceOf(AwsError.class)
        .hasMessageContaining("no operation CreateRole of IAM");
  }
}
