package io.farshore.lab.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.iam.Roles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudFormationTest {

  @TempDir private Path folder;
  private final RecordedApi api = new RecordedApi();
  private final List<String> tables = new CopyOnWriteArrayList<>();
  private final CloudFormation stacks =
      new CloudFormation(
          api,
          table -> {
            tables.add(
                table.path("TableName").asText()
                    + " "
                    + table.path("Replicas").findValuesAsText("Region"));
            return CompletableFuture.completedFuture(null);
          },
          new Roles(),
          () -> "id",
          Runnable::run,
          Clock.systemUTC(),
          false);

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("code.jar"), "");
    Files.writeString(folder.resolve("machine.asl.json"), "{\"call\":\"${Function}\"}");
  }

  @Test
  void tellsOfAStackByTheApi() throws IOException {
    deploy(pieces(), Map.of("Name", "changes"));
    StackApi api = new StackApi(stacks);
    Function<String, JsonNode> ask =
        operation ->
            api.call(
                    new ApiCall(
                        Caller.outside("p"),
                        "us-east-1",
                        "cloudformation",
                        operation,
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("StackName", stacks.details("us-east-1").get(0).name()),
                        "id"))
                .join();

    JsonNode stack = ask.apply("DescribeStacks").at("/Stacks/0");
    assertThat(stack.path("StackStatus").textValue()).isEqualTo("CREATE_COMPLETE");
    assertThat(stack.at("/Parameters/0/ParameterKey").textValue()).isNotEmpty();
    assertThat(ask.apply("ListStacks").path("StackSummaries")).hasSize(1);
    JsonNode resources = ask.apply("ListStackResources").path("StackResourceSummaries");
    assertThat(resources).isNotEmpty();
    assertThat(ask.apply("DescribeStackEvents").path("StackEvents"))
        .hasSize(2 * resources.size() + 2);
    assertThat(ask.apply("GetTemplate").path("TemplateBody").textValue()).contains("Resources");
  }

  @Test
  void evaluatesFunctionsAndExpandsSam() throws IOException {
    Stack stack = deploy(pieces(), Map.of("Name", "changes"));

    JsonNode variables = api.input("CreateFunction").at("/Environment/Variables");
    assertThat(variables.get("NAME").textValue()).isEqualTo("changes");
    assertThat(variables.get("PEER").textValue()).isEqualTo("us-east-2");
    assertThat(variables.get("FIRST").textValue()).isEqualTo("b");
    assertThat(variables.get("JOINED").textValue()).isEqualTo("x-y");
    assertThat(variables.get("SUB").textValue())
        .isEqualTo("111122223333/arn:aws:kinesis:us-east-1:111122223333:stream/changes/2/${Kept}");
    assertThat(variables.get("TOPIC").textValue()).isEqualTo("none");
    assertThat(api.input("CreateStream").get("ShardCount").intValue()).isEqualTo(2);
    assertThat(api.input("CreateEventSourceMapping").get("FunctionName").textValue())
        .isEqualTo("arn:alias:live");
    assertThat(api.input("CreateStateMachine").get("definition").textValue())
        .isEqualTo("{\"call\":\"arn:alias:live\"}");
    assertThat(stack.outputs()).containsEntry("Alias", "arn:alias:live");
    assertThat(api.operations()).doesNotContain("CreateTopic");
  }

  @Test
  void eventsBecomeRules() throws IOException {
    deploy(pieces(), Map.of("Name", "changes", "Automatic", "true"));

    List<JsonNode> rules =
        api.all().stream()
            .filter(call -> call.operation().equals("PutRule"))
            .<JsonNode>map(call -> call.input())
            .toList();
    assertThat(rules).hasSize(2);
    assertThat(rules)
        .anySatisfy(
            rule -> {
              assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
              assertThat(rule.path("State").asText()).isEqualTo("DISABLED");
            })
        .anySatisfy(
            rule -> {
              assertThat(rule.path("EventPattern").asText())
                  .isEqualTo("{\"source\":[\"aws.cloudwatch\"]}");
              assertThat(rule.path("State").asText()).isEqualTo("ENABLED");
            });
    assertThat(api.operations()).contains("CreateTopic");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ShardCount: !Ref Shards | ShardKount: 1 | Resources.Stream.Properties.ShardKount",
        "AWS::SNS::Topic | AWS::SNS::Tropic | no resource type AWS::SNS::Tropic",
        "!FindInMap | !FindInMop | no function Fn::FindInMop",
        "!Ref Name, ShardCount | !Ref Nome, ShardCount | Nome is neither",
        "!GetAtt Stream.Arn | !GetAtt Stream.Url | no attribute Url",
        "us-east-1: {Region | us-west-1: {Region | Peers.us-east-1.Region",
        "Handler: a.B | Handler: a.B, Lyers: x | Copy",
        "{Function: !Ref | {Funktion: !Ref | wants ${Function}",
        "Schedule: rate | Skedule: rate | Skedule",
        "machine.asl.json | nothing.asl.json | is not there",
        "!Condition IsAutomatic | !Condition Both | depends on itself",
        "Condition: Both | Konditon: Both | Resources.Topic.Konditon",
        "Outputs: | Outpits: | Outpits"
      })
  void whatItDoesNotKnowItRefuses(String text, String wrong, String said) throws IOException {
    String template = pieces().replace(text, wrong.replace(", Lyers", "\n      Lyers"));
    assertThat(template).isNotEqualTo(pieces());

    assertThatThrownBy(() -> deploy(template, Map.of("Name", "changes")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Name | Changes | does not match",
        "Shards | 5 | is above 4",
        "Shards | 0 | is below 1",
        "Shards | many | is no number",
        "Automatic | yes | is none of",
        "Color | red | no such parameter"
      })
  void parametersAreChecked(String name, String value, String said) throws IOException {
    Map<String, String> given = new java.util.HashMap<>(Map.of("Name", "changes"));
    given.put(name, value);
    String template = pieces();

    assertThatThrownBy(() -> deploy(template, given))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Parameters." + name)
        .hasMessageContaining(said);
    assertThat(api.all()).isEmpty();
  }

  @Test
  void aParameterWithoutDefaultMustBeGiven() throws IOException {
    String template = pieces();

    assertThatThrownBy(() -> deploy(template, Map.of()))
        .hasMessageContaining("Parameters.Name")
        .hasMessageContaining("must be given");
  }

  @Test
  void theProjectsOwnTemplatesDeploy() throws IOException {
    Path root = Path.of(System.getProperty("farshore.root"));
    Files.createDirectories(folder.resolve("functions/target"));
    Files.writeString(folder.resolve("functions/target/farshore-functions.jar"), "");
    Files.createDirectories(folder.resolve("statemachines"));
    Files.copy(
        root.resolve("statemachines/failover.asl.json"),
        folder.resolve("statemachines/failover.asl.json"));

    deploy(
        Files.readString(root.resolve("tables.yaml")),
        Map.of("FirstRegion", "us-east-1", "SecondRegion", "us-east-2"));
    stacks.deploy(
        request(
            "farshore",
            Files.readString(root.resolve("template.yaml")),
            Map.of("StreamName", "changes", "PeerRegion", "us-east-2")));

    assertThat(tables)
        .containsExactlyInAnyOrder(
            "kdsActiveRegionConfig [us-east-1, us-east-2]",
            "kdsReplicationCheckpoint [us-east-1, us-east-2]");
    assertThat(api.operations()).contains("CreateStateMachine", "CreateEventSourceMapping");
  }

  private Stack deploy(String template, Map<String, String> parameters) throws IOException {
    return stacks.deploy(request("stack", template, parameters));
  }

  private StackRequest request(String name, String template, Map<String, String> parameters)
      throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, template);
    return new StackRequest(name, "us-east-1", file, parameters);
  }

  private static String pieces() throws IOException {
    try (InputStream in = CloudFormationTest.class.getResourceAsStream("pieces.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
