package io.farshore.lab.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Credentials;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import io.farshore.lab.lambda.mapping.MappingPace;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REGION = "us-east-1";
  private static final String HANDLERS = "io.farshore.lab.lambda.handlers.";

  private final Faults faults = new Faults();
  private final Credentials credentials = new Credentials();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
  private LambdaService lambda;

  @BeforeEach
  void start() {
    timers.prestartAllCoreThreads();
    FunctionCredentials registered =
        new FunctionCredentials() {
          @Override
          public String register(Caller caller) {
            return credentials.register(caller);
          }

          @Override
          public void revoke(String accessKeyId) {
            credentials.revoke(accessKeyId);
          }
        };
    lambda =
        new LambdaService(
            new LambdaRuntimeSettings(
                () -> URI.create("http://127.0.0.1:1"),
                registered,
                faults.invocations(),
                line -> lines.add(line.function() + ": " + line.text()),
                Clock.systemUTC(),
                System::nanoTime,
                timers,
                () -> "id-" + ids.incrementAndGet()),
            null,
            faults,
            MappingPace.brisk());
  }

  @AfterEach
  void stop() {
    lambda.close();
    timers.shutdownNow();
  }

  @Test
  void aHandlerGetsItsEventItsContextAndItsOwnEnvironment() throws Exception {
    create(REGION, "copy", "Echo", 3, "TARGET", "us-east-2");

    JsonNode answer = payload(invoke("copy", "{\"a\":1}"));

    assertThat(answer.at("/event/a").intValue()).isEqualTo(1);
    JsonNode environment = answer.get("environment");
    assertThat(environment.get("TARGET").textValue()).isEqualTo("us-east-2");
    assertThat(environment.get("AWS_REGION").textValue()).isEqualTo(REGION);
    assertThat(environment.get("AWS_ENDPOINT_URL").textValue()).isEqualTo("http://127.0.0.1:1");
    assertThat(environment.has("PATH")).isFalse();
    Caller caller = credentials.caller(environment.get("AWS_ACCESS_KEY_ID").textValue());
    assertThat(caller.homeRegion()).contains(REGION);
    assertThat(caller.principal())
        .startsWith("arn:aws:lambda:us-east-1:111122223333:function:copy#");
    assertThat(answer.get("remaining").intValue()).isBetween(1, 3000);
    assertThat(lines).containsExactly("copy: one", "copy: two");
  }

  @Test
  void classesAreSharedWithinARegionAndWithNobodyElse() throws Exception {
    create(REGION, "one", "Echo", 3);
    create(REGION, "two", "Echo", 3);
    create("us-east-2", "one", "Echo", 3);

    payload(invoke("one", "{}"));
    JsonNode second = payload(invoke("two", "{}"));
    JsonNode elsewhere = payload(call("us-east-2", "Invoke", object("FunctionName", "one")).join());

    assertThat(second.get("ofAll").intValue()).isEqualTo(2);
    assertThat(elsewhere.get("ofAll").intValue()).isEqualTo(1);
    assertThat(second.get("invocations").intValue()).isEqualTo(1);
    assertThat(second.get("ownLoader").booleanValue()).isTrue();
    assertThat(second.get("seesTheLab").booleanValue()).isFalse();
  }

  @Test
  void anEnvironmentIsKeptWarm() throws Exception {
    create(REGION, "copy", "Echo", 3);

    invoke("copy", "{}");

    assertThat(payload(invoke("copy", "{}")).get("invocations").intValue()).isEqualTo(2);
  }

  @Test
  void anExceptionBecomesAnUnhandledFunctionError() throws Exception {
    create(REGION, "stuck", "Stuck", 3);

    JsonNode answer = invoke("stuck", "\"fail\"");

    assertThat(answer.get("FunctionError").textValue()).isEqualTo("Unhandled");
    assertThat(answer.get("StatusCode").intValue()).isEqualTo(200);
    JsonNode failure = payload(answer);
    assertThat(failure.get("errorType").textValue()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.get("errorMessage").textValue()).isEqualTo("it failed");
    assertThat(failure.get("stackTrace").get(0).textValue()).contains("Stuck.handleRequest");
  }

  @Test
  void aFunctionThatTakesTooLongIsInterruptedAndItsCredentialsAreRefused() throws Exception {
    create(REGION, "stuck", "Stuck", 1);
    String key = "AKIALAB%013d".formatted(1);

    JsonNode failure = payload(invoke("stuck", "\"stick\""));

    assertThat(failure.get("errorType").textValue()).isEqualTo("Sandbox.Timedout");
    assertThat(failure.get("errorMessage").textValue()).contains("timed out after 1.00 seconds");
    await().untilAsserted(() -> assertThat(lines).contains("stuck: interrupted"));
    Assertions.assertThatThrownBy(() -> credentials.caller(key))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("UnrecognizedClientException"));
    assertThat(invoke("stuck", "{}").has("FunctionError")).isFalse();
  }

  @Test
  void aKilledFunctionEndsAsCrashed() throws Exception {
    create(REGION, "stuck", "Stuck", 60);
    CompletableFuture<JsonNode> invocation = invoking("stuck", "\"stick\"");
    await().until(() -> lines.contains("stuck: sticking"));

    assertThat(lambda.kill(REGION, "stuck")).isEqualTo(1);

    JsonNode failure = payload(invocation.join());
    assertThat(failure.get("errorType").textValue()).isEqualTo("Runtime.ExitError");
  }

  @Test
  void aFaultKillsAnInvocation() throws Exception {
    create(REGION, "stuck", "Stuck", 60);
    faults.inject(new Fault.FunctionKilled(REGION, "stuck", Set.of(), 0), 1);

    assertThat(payload(invoke("stuck", "\"stick\"")).get("errorType").textValue())
        .isEqualTo("Runtime.ExitError");
    assertThat(invoke("stuck", "{}").has("FunctionError")).isFalse();
  }

  @Test
  void anAliasInvokesItsVersion() throws Exception {
    create(REGION, "copy", "Echo", 3);
    ObjectNode version = object("FunctionName", "copy");
    assertThat(call(REGION, "PublishVersion", version).join().get("Version").textValue())
        .isEqualTo("1");
    call(
            REGION,
            "CreateAlias",
            object("FunctionName", "copy").put("Name", "live").put("FunctionVersion", "1"))
        .join();

    JsonNode answer = invoke("copy:live", "{}");

    assertThat(answer.get("ExecutedVersion").textValue()).isEqualTo("1");
    assertThat(payload(answer).get("invokedArn").textValue()).endsWith("function:copy:live");
  }

  @Test
  void aFunctionThatIsNotThereIsNotFound() {
    Assertions.assertThatThrownBy(() -> invoke("none", "{}"))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(AwsError.class)
        .rootCause()
        .hasMessageContaining("function:none");
  }

  private void create(
      String region, String name, String handler, int timeout, String... environment)
      throws URISyntaxException {
    ObjectNode input =
        object("FunctionName", name)
            .put("Handler", HANDLERS + handler)
            .put("Runtime", "java17")
            .put("Role", "arn:aws:iam::111122223333:role/test")
            .put("Timeout", timeout);
    input.putObject("Code").put("JarPath", testClasses().toString());
    ObjectNode variables = input.putObject("Environment").putObject("Variables");
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    call(region, "CreateFunction", input).join();
  }

  private static Path testClasses() throws URISyntaxException {
    return Path.of(
        LambdaServiceTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private CompletableFuture<JsonNode> invoking(String name, String event) {
    ObjectNode input = object("FunctionName", name);
    input.put("Payload", event.getBytes(StandardCharsets.UTF_8));
    return call(REGION, "Invoke", input);
  }

  private JsonNode invoke(String name, String event) {
    return invoking(name, event).join();
  }

  private static JsonNode payload(JsonNode answer) throws Exception {
    return JSON.readTree(answer.get("Payload").binaryValue());
  }

  private CompletableFuture<JsonNode> call(String region, String operation, ObjectNode input) {
    return lambda.call(
        new ApiCall(Caller.outside("test"), region, "lambda", operation, input, "request"));
  }

  private static ObjectNode object(String name, String value) {
    return JSON.createObjectNode().put(name, value);
  }
}
