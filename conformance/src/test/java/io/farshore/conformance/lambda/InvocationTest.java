package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class InvocationTest {

  private static final int MEGABYTE = 1024 * 1024;

  private static final Aws AWS = Aws.shared();
  private static final LambdaClient LAMBDA = AWS.lambda(AWS.region());
  private static UploadedFunction function;
  private static UploadedFunction hasty;

  @BeforeAll
  static void create() {
    function = UploadedFunction.of(AWS, Probe.class);
    hasty = UploadedFunction.of(AWS, Probe.class, r -> r.timeout(1));
  }

  @AfterAll
  static void delete() {
    function.close();
    hasty.close();
  }

  @Test
  @DisplayName("a function gets its event and its context, and answers with JSON")
  void answers() {
    InvokeResponse answer = function.invoke("{\"a\":[1,\"ü\"]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.executedVersion()).isEqualTo("$LATEST");
    assertThat(answer.functionError()).isNull();
    assertThat(answer.logResult()).isNull();
    assertThat(answer.payload().asUtf8String())
        .contains("\"event\":{\"a\":[1,\"ü\"]}")
        .contains("\"arn\":\"" + function.arn() + "\"")
        .contains("\"logGroup\":\"/aws/lambda/" + function.name() + "\"")
        .contains("\"memory\":512")
        .contains("\"requestId\":\"" + answer.responseMetadata().requestId() + "\"");
  }

  @Test
  @DisplayName("an environment stays warm")
  void warm() {
    try (UploadedFunction fresh = UploadedFunction.of(AWS, Probe.class)) {
      fresh.invoke("{}");

      assertThat(fresh.invoke("{}").payload().asUtf8String()).contains("\"invocations\":2");
    }
  }

  @Test
  @DisplayName("LogType Tail: the end of the log comes with the answer")
  void tail() {
    InvokeResponse answer =
        LAMBDA.invoke(
            r ->
                r.functionName(function.name())
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("{\"mark\":\"tail\"}")));

    String log = new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
    String id = answer.responseMetadata().requestId();
    assertThat(log)
        .contains("START RequestId: " + id + " Version: $LATEST\n")
        .contains("handling tail")
        .contains("END RequestId: " + id + "\n")
        .containsPattern(
            "REPORT RequestId: "
                + id
                + "\tDuration: [0-9.]+ ms\tBilled Duration: [0-9]+ ms\tMemory Size: 512 MB\t"
                + "Max Memory Used: [0-9]+ MB\t");
  }

  @Test
  @DisplayName("an exception: message, type, stack and cause as Java's runtime writes them")
  void exception() {
    InvokeResponse answer = function.invoke("{\"do\":\"fail\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .contains("\"errorMessage\":\"it failed\"")
        .contains("\"errorType\":\"java.lang.IllegalStateException\"")
        .contains("\"stackTrace\":[\"" + Probe.class.getName() + ".handleRequest(Probe.java:")
        .contains("\"cause\":{\"errorMessage\":\"the cause\"");
  }

  @Test
  @DisplayName("out of memory: an error by its name, and the next invocation has a new environment")
  void outOfMemory() {
    InvokeResponse answer = function.invoke("{\"do\":\"exhaust\"}");

    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String()).contains("java.lang.OutOfMemoryError");
    assertThat(function.invoke("{}").payload().asUtf8String()).contains("\"invocations\":1");
  }

  @Test
  @DisplayName("a time-out: Sandbox.Timedout with the request's id, and a new environment after it")
  void timeOut() {
    InvokeResponse answer = hasty.invoke("{\"do\":\"sleep\",\"millis\":30000}");

    String id = answer.responseMetadata().requestId();
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .isEqualTo(
            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
                + id
                + " Error: Task timed out after 1.00 seconds\"}");
    assertThat(hasty.invoke("{}").payload().asUtf8String()).contains("\"invocations\":1");
    await()
        .until(
            () ->
                hasty.log().stream()
                    .anyMatch(line -> line.endsWith(id + " Task timed out after 1.00 seconds")));
  }

  @Test
  @DisplayName("an answer of more than 6 MB is the function's error")
  void largeAnswer() {
    InvokeResponse answer = function.invoke("{\"do\":\"grow\",\"bytes\":6300000}");

    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .contains("Function.ResponseSizeTooLarge")
        .contains("Response payload size exceeded maximum allowed payload size (6291556 bytes).");
  }

  @Test
  @DisplayName("an event: 6 MB at most, asynchronously 1 MB, and JSON")
  void events() {
    String large = "\"" + "x".repeat(6 * MEGABYTE) + "\"";
    String medium = "\"" + "x".repeat(MEGABYTE) + "\"";

    assertThatThrownBy(() -> function.invoke(large)).isInstanceOf(RequestTooLargeException.class);
    assertThatThrownBy(() -> invoke(InvocationType.EVENT, medium))
        .isInstanceOf(RequestTooLargeException.class);
    assertThatThrownBy(() -> function.invoke("{\"a\":"))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining(
            "Could not parse request body into json: Could not parse payload into json:");
  }

  @Test
  @DisplayName("DryRun answers 204 and runs nothing; Event answers 202 and runs later")
  void types() {
    assertThat(invoke(InvocationType.DRY_RUN, "{\"mark\":\"dry\"}").statusCode()).isEqualTo(204);
    InvokeResponse event = invoke(InvocationType.EVENT, "{\"mark\":\"later\"}");

    assertThat(event.statusCode()).isEqualTo(202);
    assertThat(event.executedVersion()).isNull();
    assertThat(event.payload().asByteArray()).isEmpty();
    await().untilAsserted(() -> assertThat(function.log()).contains("handling later"));
    assertThat(function.log()).doesNotContain("handling dry");
  }

  @Test
  @DisplayName(
      "a function is named by name, partial ARN or ARN; one that is not there is not found")
  void names() {
    String arn = function.arn();

    assertThat(LAMBDA.invoke(r -> r.functionName(arn)).statusCode()).isEqualTo(200);
    String partial = arn.split(":")[4] + ":function:" + function.name();
    assertThat(LAMBDA.invoke(r -> r.functionName(partial)).statusCode()).isEqualTo(200);
    String latest = function.name() + ":$LATEST";
    assertThat(LAMBDA.invoke(r -> r.functionName(latest)).payload().asUtf8String())
        .contains("\"arn\":\"" + arn + ":$LATEST\"");
    assertThatThrownBy(() -> LAMBDA.invoke(r -> r.functionName("nobody")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: arn:aws:lambda:")
        .hasMessageContaining(":function:nobody:$LATEST");
    String elsewhere = arn.replace(AWS.region(), AWS.otherRegion());
    assertThatThrownBy(() -> LAMBDA.invoke(r -> r.functionName(elsewhere)))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining(
            "Functions from '%s' are not reachable in this region ('%s')"
                .formatted(AWS.otherRegion(), AWS.region()));
  }

  private static InvokeResponse invoke(InvocationType type, String event) {
    return LAMBDA.invoke(
        r ->
            r.functionName(function.name())
                .invocationType(type)
                .payload(SdkBytes.fromUtf8String(event)));
  }
}
