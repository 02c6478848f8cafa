package io.farshore.lab.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.lambda.handlers.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

/** What only the lab's functions have: code out of local files, a constructor, faults. */
class EnvironmentTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST = "us-east-1";
  private static final String SECOND = "us-east-2";
  private static Lab lab;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabSettings.usual().onPort(0));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @AfterEach
  void heal() {
    lab.faults().healAll();
  }

  @Test
  @DisplayName("a handler with a constructor for it gets its environment, and nothing of the lab's")
  void environment() {
    create(FIRST, "environment", Map.of("TARGET", "us-east-2"));

    JsonNode answer = invoke(FIRST, "environment", "{\"a\":1}");

    assertThat(answer.at("/event/a").intValue()).isEqualTo(1);
    JsonNode environment = answer.get("environment");
    assertThat(environment.get("TARGET").textValue()).isEqualTo("us-east-2");
    assertThat(environment.get("AWS_REGION").textValue()).isEqualTo(FIRST);
    assertThat(environment.get("AWS_ENDPOINT_URL").textValue())
        .isEqualTo(lab.endpoint().toString());
    assertThat(environment.get("AWS_EXECUTION_ENV").textValue()).isEqualTo("AWS_Lambda_java17");
    assertThat(environment.has("PATH")).isFalse();
  }

  @Test
  @DisplayName("classes of a local file are shared within a Region, and with nobody else")
  void classes() {
    create(FIRST, "one", Map.of());
    create(FIRST, "two", Map.of());
    create(SECOND, "one", Map.of());

    int first = invoke(FIRST, "one", "{}").get("ofAll").intValue();
    JsonNode second = invoke(FIRST, "two", "{}");
    JsonNode elsewhere = invoke(SECOND, "one", "{}");

    assertThat(second.get("ofAll").intValue()).isEqualTo(first + 1);
    assertThat(elsewhere.get("ofAll").intValue()).isEqualTo(1);
    assertThat(second.get("invocations").intValue()).isEqualTo(1);
    assertThat(second.get("ownLoader").booleanValue()).isTrue();
    assertThat(second.get("seesTheLab").booleanValue()).isFalse();
  }

  @Test
  @DisplayName("the credentials of an environment that has ended are refused")
  void credentials() {
    create(FIRST, "ended", Map.of());
    String key = invoke(FIRST, "ended", "{}").at("/environment/AWS_ACCESS_KEY_ID").textValue();
    try (KinesisClient kinesis =
        KinesisClient.builder()
            .region(Region.of(FIRST))
            .endpointOverride(lab.endpoint())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "lab")))
            .build()) {
      assertThat(kinesis.listStreams().streamNames()).isNotNull();

      call(FIRST, "UpdateFunctionConfiguration", named("ended").put("Timeout", 5));

      assertThatThrownBy(kinesis::listStreams)
          .isInstanceOfSatisfying(
              KinesisException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorCode())
                      .isEqualTo("UnrecognizedClientException"));
    }
  }

  @Test
  @DisplayName("a fault kills an invocation: it ends as a crash, and the next one does not")
  void killed() {
    create(FIRST, "victim", Map.of());
    lab.faults().inject(new Fault.FunctionKilled(FIRST, "victim", Set.of(), 0), 1);

    JsonNode answer = call(FIRST, "Invoke", named("victim"));

    assertThat(answer.get("FunctionError").textValue()).isEqualTo("Unhandled");
    assertThat(payload(answer).get("errorType").textValue()).isEqualTo("Runtime.ExitError");
    assertThat(payload(answer).get("errorMessage").textValue())
        .matches("RequestId: [0-9a-f-]+ Error: Runtime exited with error: signal: killed");
    assertThat(call(FIRST, "Invoke", named("victim")).has("FunctionError")).isFalse();
  }

  @Test
  @DisplayName("asynchronous invocations wait for the return of their Region")
  void lostRegion() {
    create(FIRST, "later", Map.of());
    call(FIRST, "Invoke", named("later").put("InvocationType", "Event"));
    await().until(() -> reports("later") == 1);
    lab.faults().inject(new Fault.RegionLost(FIRST));
    assertThatThrownBy(() -> call(FIRST, "Invoke", named("later")))
        .hasRootCauseInstanceOf(io.farshore.lab.endpoint.AwsApi.Unreachable.class);
    assertThat(reports("later")).isEqualTo(1);

    lab.faults().healAll();

    assertThat(invoke(FIRST, "later", "{}").get("invocations").intValue()).isEqualTo(2);
  }

  private static long reports(String function) {
    return lab.log(FIRST, "/aws/lambda/" + function).stream()
        .filter(event -> event.message().startsWith("REPORT"))
        .count();
  }

  private static void create(String region, String name, Map<String, String> environment) {
    ObjectNode input =
        named(name)
            .put("Handler", Echo.class.getName())
            .put("Runtime", "java17")
            .put("Role", "arn:aws:iam::111122223333:role/test");
    input.putObject("Code").put("JarPath", testClasses().toString());
    ObjectNode variables = input.putObject("Environment").putObject("Variables");
    environment.forEach(variables::put);
    call(region, "CreateFunction", input);
    await()
        .until(
            () ->
                call(region, "GetFunctionConfiguration", named(name))
                    .path("State")
                    .asText()
                    .equals("Active"));
  }

  private static Path testClasses() {
    try {
      return Path.of(Echo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode invoke(String region, String name, String event) {
    byte[] payload = event.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return payload(call(region, "Invoke", named(name).put("Payload", payload)));
  }

  private static JsonNode payload(JsonNode answer) {
    try {
      return JSON.readTree(answer.get("Payload").binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode named(String function) {
    return JSON.createObjectNode().put("FunctionName", function);
  }

  private static JsonNode call(String region, String operation, ObjectNode input) {
    return lab.call("test", region, "lambda", operation, input).join();
  }
}
