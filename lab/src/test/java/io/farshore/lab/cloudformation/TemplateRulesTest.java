package io.farshore.lab.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform team asks of a template before it is deployed. */
class TemplateRulesTest {

  private static final String REGIONAL = "template.yaml";
  private static final String TABLES = "tables.yaml";
  private static final String FORWARDING = "forwarding.yaml";
  private static final String GAME_DAY = "gameday.yaml";
  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));

  /** IAM knows no resources of these. */
  private static final Set<String> WITHOUT_RESOURCES =
      Set.of(
          "cloudwatch:PutMetricData",
          "kinesis:DescribeLimits",
          "lambda:GetAccountSettings",
          "logs:CreateLogDelivery",
          "logs:GetLogDelivery",
          "logs:UpdateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:DescribeResourcePolicies",
          "logs:DescribeLogGroups",
          "servicequotas:GetServiceQuota",
          "tag:GetResources",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords");

  /** What keeps something, and where it names its key. */
  private static final Map<String, String> KEYS =
      Map.of(
          "AWS::Kinesis::Stream", "/StreamEncryption/KeyId",
          "AWS::SQS::Queue", "/KmsMasterKeyId",
          "AWS::SNS::Topic", "/KmsMasterKeyId",
          "AWS::Logs::LogGroup", "/KmsKeyId");

  @Test
  @DisplayName("least privilege: every function and state machine has a role of its own")
  void rolesAreNotShared() throws IOException {
    List<String> owners = new ArrayList<>();
    Set<String> roles = new HashSet<>();
    for (String type : List.of("AWS::Serverless::Function", "AWS::Serverless::StateMachine")) {
      resources(REGIONAL, type)
          .forEach(
              (id, resource) -> {
                owners.add(id);
                JsonNode properties = resource.path("Properties");
                assertThat(properties.has("Policies"))
                    .as(id + ": SAM adds managed policies on all resources to a role that it makes")
                    .isFalse();
                roles.add(properties.at("/Role/Fn::GetAtt/0").asText());
              });
    }
    assertThat(owners).hasSizeGreaterThan(10);
    assertThat(roles).hasSameSizeAs(owners).allMatch(id -> id.endsWith("Role"));
  }

  @ParameterizedTest
  @ValueSource(strings = {REGIONAL, TABLES, FORWARDING, GAME_DAY})
  @DisplayName("least privilege: no role has a managed policy, but FIS's own for networks")
  void policiesAreSpelledOut(String file) throws IOException {
    resources(file, "AWS::IAM::Role")
        .forEach(
            (id, role) ->
                role.at("/Properties/ManagedPolicyArns")
                    .forEach(
                        managed ->
                            assertThat(file + managed)
                                .as(id)
                                .startsWith(GAME_DAY)
                                .contains("/AWSFaultInjectionSimulatorNetworkAccess")));
  }

  @ParameterizedTest
  @ValueSource(strings = {REGIONAL, FORWARDING, GAME_DAY})
  @DisplayName("least privilege: one service takes a role, and takes nothing else")
  void oneServiceTakesARole(String file) throws IOException {
    Map<String, JsonNode> roles = resources(file, "AWS::IAM::Role");
    assertThat(roles).isNotEmpty();
    roles.forEach(
        (id, role) -> {
          JsonNode trust = role.at("/Properties/AssumeRolePolicyDocument/Statement");
          assertThat(trust).as(id).hasSize(1);
          assertThat(texts(trust.at("/0/Principal/Service")))
              .as(id)
              .singleElement()
              .asString()
              .endsWith(".amazonaws.com");
          assertThat(texts(trust.at("/0/Action"))).as(id).containsExactly("sts:AssumeRole");
        });
  }

  @ParameterizedTest
  @CsvSource({REGIONAL + ",20", FORWARDING + ",1", GAME_DAY + ",2"})
  @DisplayName("least privilege: no action has a wildcard, and no resource but where there is none")
  void wildcardsAreRefused(String file, int atLeast) throws IOException {
    int seen = 0;
    for (var role : resources(file, "AWS::IAM::Role").entrySet()) {
      for (JsonNode policy : role.getValue().at("/Properties/Policies")) {
        for (JsonNode listed : policy.at("/PolicyDocument/Statement")) {
          JsonNode statement = listed.has("Fn::If") ? listed.at("/Fn::If/1") : listed;
          String what = role.getKey() + " " + statement.path("Sid").asText();
          List<String> actions = texts(statement.path("Action"));
          assertThat(actions).as(what).isNotEmpty().noneMatch(action -> action.contains("*"));
          assertThat(statement.path("Sid").asText()).as(what).isNotEmpty();
          if (texts(statement.path("Resource")).contains("*")) {
            assertThat(WITHOUT_RESOURCES).as(what).containsAll(actions);
          }
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  @DisplayName("tracing: where functions are traced, each role may send traces")
  void tracesAreAllowed() throws IOException {
    boolean traced =
        template(REGIONAL).at("/Globals/Function/Tracing").asText("PassThrough").equals("Active");
    resources(REGIONAL, "AWS::Serverless::Function")
        .forEach(
            (id, function) ->
                assertThat(policies(function).contains("xray:PutTraceSegments"))
                    .as(id + ": SAM adds no right to a role that it is given")
                    .isEqualTo(traced));
  }

  private static String policies(JsonNode function) {
    String role = function.at("/Properties/Role/Fn::GetAtt/0").asText();
    try {
      return resources(REGIONAL, "AWS::IAM::Role").get(role).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {REGIONAL, FORWARDING, GAME_DAY})
  @DisplayName("least privilege: each statement on a wildcard has a comment")
  void wildcardsAreExplained(String file) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve(file));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("\\s*(- |Resource: )\\[?\"\\*\"]?")) {
        int statement = i;
        while (!lines.get(statement).contains("- Sid:")) {
          statement--;
        }
        assertThat(lines.subList(statement - 1, i))
            .as("line " + (i + 1))
            .anyMatch(line -> line.strip().startsWith("#"));
      }
    }
  }

  @Test
  @DisplayName("versions: whatever calls a function calls its alias, which has a snapshot")
  void aliasesAreCalled() throws IOException {
    JsonNode globals = template(REGIONAL).at("/Globals/Function");
    assertThat(globals.path("AutoPublishAlias").asText()).isEqualTo("live");
    assertThat(globals.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
    resources(REGIONAL, "AWS::Serverless::Function")
        .forEach(
            (id, function) ->
                assertThat(function.at("/Properties/AutoPublishAliasAllProperties").asBoolean())
                    .as(id)
                    .isTrue());
    JsonNode machine = template(REGIONAL).at("/Resources/Failover/Properties");
    machine
        .path("DefinitionSubstitutions")
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().endsWith("Function")) {
                assertThat(entry.getValue().path("Ref").asText())
                    .as(entry.getKey())
                    .endsWith(".Alias");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {REGIONAL, TABLES})
  @DisplayName("data outlive their stack")
  void dataAreKept(String file) throws IOException {
    int kept = 0;
    for (String type :
        List.of(
            "AWS::Kinesis::Stream",
            "AWS::DynamoDB::GlobalTable",
            "AWS::KMS::Key",
            "AWS::S3::Bucket",
            "AWS::SQS::Queue")) {
      for (var entry : resources(file, type).entrySet()) {
        for (String policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
          assertThat(entry.getValue().path(policy).asText())
              .as(entry.getKey() + " " + policy)
              .isEqualTo("Retain");
        }
        kept++;
      }
    }
    assertThat(kept).isPositive();
  }

  @Test
  @DisplayName("further streams: whatever has a name has the stream's in it")
  void namesDoNotCollide() throws IOException {
    Map<String, JsonNode> named = new TreeMap<>();
    for (var resource : template(REGIONAL).path("Resources").properties()) {
      String type = resource.getValue().path("Type").asText();
      if (type.equals("AWS::Route53::RecordSet")) {
        // A record's name is its owner's choice.
        continue;
      }
      String kind = type.substring(type.lastIndexOf(':') + 1);
      for (String property : List.of("Name", kind + "Name")) {
        JsonNode name = resource.getValue().path("Properties").path(property);
        if (!name.isMissingNode()) {
          named.put(resource.getKey(), name);
        }
      }
    }
    assertThat(named).containsKeys("Stream", "FailoverLogs", "KeyAlias");
    named.forEach((id, name) -> assertThat(name.toString()).as(id).contains("StreamName"));
  }

  @Test
  @DisplayName("encryption: whatever keeps something is encrypted with the stack's key")
  void everythingIsEncrypted() throws IOException {
    for (var key : KEYS.entrySet()) {
      Map<String, JsonNode> found = resources(REGIONAL, key.getKey());
      assertThat(found).as(key.getKey()).isNotEmpty();
      found.forEach(
          (id, resource) ->
              assertThat(resource.path("Properties").at(key.getValue()).toString())
                  .as(id)
                  .contains("\"Key\"", "\"KeyArn\""));
    }
    resources(REGIONAL, "AWS::KMS::Key")
        .forEach(
            (id, key) ->
                assertThat(key.at("/Properties/EnableKeyRotation").asBoolean()).as(id).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {FORWARDING, GAME_DAY})
  @DisplayName("encryption: the other templates pass on and cut off, and keep nothing")
  void theOthersKeepNothing(String file) throws IOException {
    Set<String> keeping = new HashSet<>(KEYS.keySet());
    keeping.addAll(List.of("AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket"));
    for (String type : keeping) {
      assertThat(resources(file, type)).as(type).isEmpty();
    }
  }

  @Test
  @DisplayName("tags: every deployment that is written down has them")
  void everythingIsTagged() throws IOException {
    String[] sections = Files.readString(ROOT.resolve("samconfig.toml")).split("\n\\[");
    assertThat(sections).hasSizeGreaterThan(4);
    for (int i = 1; i < sections.length; i++) {
      assertThat(sections[i]).contains("tags = \"application=farshore");
    }
    assertThat(Files.readString(ROOT.resolve("docs/gameday.md")))
        .containsPattern("aws cloudformation deploy .*--tags application=farshore");
    resources(GAME_DAY, "AWS::FIS::ExperimentTemplate")
        .forEach(
            (id, template) ->
                assertThat(template.at("/Properties/Tags/application").asText())
                    .as(id)
                    .isEqualTo("farshore"));
  }

  @Test
  @DisplayName("logs end: every log group has a retention, and every function a log group")
  void logsEnd() throws IOException {
    Map<String, JsonNode> groups = resources(REGIONAL, "AWS::Logs::LogGroup");
    groups.forEach(
        (id, group) -> assertThat(group.path("Properties").has("RetentionInDays")).as(id).isTrue());
    resources(REGIONAL, "AWS::Serverless::Function")
        .forEach(
            (id, function) ->
                assertThat(groups)
                    .as(id)
                    .containsKey(function.at("/Properties/LoggingConfig/LogGroup/Ref").asText()));
  }

  @Test
  @DisplayName("tables: encrypted, protected from deletion, with point-in-time recovery")
  void tablesAreSafe() throws IOException {
    resources(TABLES, "AWS::DynamoDB::GlobalTable")
        .forEach(
            (id, table) -> {
              JsonNode properties = table.path("Properties");
              assertThat(properties.at("/SSESpecification/SSEType").asText())
                  .as(id)
                  .isEqualTo("KMS");
              assertThat(properties.path("Replicas")).as(id).isNotEmpty();
              properties.path("Replicas").forEach(replica -> isSafe(id, replica));
            });
  }

  private static void isSafe(String id, JsonNode listed) {
    JsonNode replica = listed.has("Fn::If") ? listed.at("/Fn::If/1") : listed;
    assertThat(replica.has("DeletionProtectionEnabled")).as(id).isTrue();
    assertThat(
            replica.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
        .as(id)
        .isTrue();
  }

  private static JsonNode template(String file) throws IOException {
    return TemplateReader.read(Files.readString(ROOT.resolve(file)));
  }

  private static Map<String, JsonNode> resources(String file, String type) throws IOException {
    Map<String, JsonNode> found = new TreeMap<>();
    for (var entry : template(file).path("Resources").properties()) {
      if (entry.getValue().path("Type").asText().equals(type)) {
        found.put(entry.getKey(), entry.getValue());
      }
    }
    return found;
  }

  private static List<String> texts(JsonNode oneOrMany) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (oneOrMany.isArray()) {
      list.addAll((ArrayNode) oneOrMany);
    } else {
      list.add(oneOrMany);
    }
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
