package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.lambda.handlers.Probe;
import io.farshore.conformance.sqs.Queue;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class FunctionTest {

  private final Aws aws = Aws.shared();
  private final LambdaClient lambda = aws.lambda(aws.region());
  private UploadedFunction function;

  @BeforeEach
  void create() {
    function =
        UploadedFunction.of(
            aws,
            Probe.class,
            r ->
                r.description("first")
                    .environment(e -> e.variables(Map.of("COLOUR", "blue")))
                    .tags(Map.of("team", "data")));
  }

  @AfterEach
  void delete() {
    try {
      function.close();
    } catch (ResourceNotFoundException e) {
      assertThat(e).hasMessageContaining(function.name());
    }
  }

  @Test
  @DisplayName("a new function is Pending, then Active, with all its settings and defaults")
  void created() throws Exception {
    String name = Aws.name("function");
    SdkBytes code = UploadedFunction.zip(Probe.class);
    CreateFunctionResponse made =
        lambda.createFunction(
            r ->
                r.functionName(name)
                    .runtime("java21")
                    .handler(Probe.class.getName() + "::handleRequest")
                    .role(aws.role())
                    .code(c -> c.zipFile(code)));

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(code.asByteArray());
    assertThat(made.state()).isEqualTo(State.PENDING);
    assertThat(made.stateReasonCodeAsString()).isEqualTo("Creating");
    assertThat(made.lastUpdateStatus()).isNull();
    assertThat(made.codeSha256()).isEqualTo(Base64.getEncoder().encodeToString(digest));
    assertThat(made.codeSize()).isEqualTo(code.asByteArray().length);
    assertThat(made.functionArn()).endsWith(":function:" + name);
    assertThat(made.version()).isEqualTo("$LATEST");
    assertThat(made.timeout()).isEqualTo(3);
    assertThat(made.memorySize()).isEqualTo(128);
    assertThat(made.description()).isEmpty();
    assertThat(made.environment()).isNull();
    assertThat(made.architecturesAsStrings()).containsExactly("x86_64");
    assertThat(made.ephemeralStorage().size()).isEqualTo(512);
    assertThat(made.tracingConfig().modeAsString()).isEqualTo("PassThrough");
    assertThat(made.loggingConfig().logGroup()).isEqualTo("/aws/lambda/" + name);
    assertThat(made.snapStart().applyOnAsString()).isEqualTo("None");
    assertThat(made.lastModified())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
    lambda.waiter().waitUntilFunctionActiveV2(r -> r.functionName(name));
    var active = lambda.getFunctionConfiguration(r -> r.functionName(name));
    assertThat(active.lastUpdateStatus()).isEqualTo(LastUpdateStatus.SUCCESSFUL);
    assertThat(active.revisionId()).isNotEqualTo(made.revisionId());
    lambda.deleteFunction(r -> r.functionName(name));
  }

  @Test
  @DisplayName("GetFunction also has tags, the code's place and the reserved concurrency")
  void described() {
    lambda.putFunctionConcurrency(
        r -> r.functionName(function.name()).reservedConcurrentExecutions(2));

    GetFunctionResponse got = lambda.getFunction(r -> r.functionName(function.name()));

    assertThat(got.tags()).containsExactly(Map.entry("team", "data"));
    assertThat(got.code().location()).isNotBlank();
    assertThat(got.concurrency().reservedConcurrentExecutions()).isEqualTo(2);
    assertThat(got.configuration().environment().variables()).containsEntry("COLOUR", "blue");
  }

  @Test
  @DisplayName(
      "a change of the configuration is in progress, then successful; a stale one is refused")
  void configurationUpdated() {
    String stale =
        lambda.getFunctionConfiguration(r -> r.functionName(function.name())).revisionId();

    var changed =
        lambda.updateFunctionConfiguration(
            r -> r.functionName(function.name()).timeout(20).description("second"));

    assertThat(changed.lastUpdateStatus()).isEqualTo(LastUpdateStatus.IN_PROGRESS);
    assertThat(changed.timeout()).isEqualTo(20);
    assertThat(changed.environment().variables()).containsEntry("COLOUR", "blue");
    function.awaitActive();
    assertThatThrownBy(
            () ->
                lambda.updateFunctionConfiguration(
                    r -> r.functionName(function.name()).timeout(30).revisionId(stale)))
        .isInstanceOf(PreconditionFailedException.class)
        .hasMessageContaining("The Revision Id provided does not match the latest Revision Id.");
  }

  @Test
  @DisplayName("new code runs from the next invocation on")
  void codeUpdated() {
    function.invoke("{}");
    lambda.updateFunctionCode(
        r -> r.functionName(function.name()).zipFile(UploadedFunction.zip(Batches.class)));
    function.awaitActive();
    lambda.updateFunctionConfiguration(
        r -> r.functionName(function.name()).handler(Batches.class.getName()));
    function.awaitActive();

    assertThat(function.invoke("{}").payload().asUtf8String())
        .isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  @DisplayName("a handler that is not there fails the invocation by its name")
  void noHandler() {
    lambda.updateFunctionConfiguration(r -> r.functionName(function.name()).handler("no.Such"));
    function.awaitActive();

    var answer = function.invoke("{}");

    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String())
        .contains("\"errorMessage\":\"Class not found: no.Such\"")
        .contains("\"errorType\":\"java.lang.ClassNotFoundException\"");
  }

  @Test
  @DisplayName("what no function can be made of is refused with Lambda's words")
  void refused() {
    assertThatThrownBy(() -> create("java17", SdkBytes.fromUtf8String("no zip")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Could not unzip uploaded file.");
    assertThatThrownBy(() -> create("basic1.0", UploadedFunction.zip(Probe.class)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Value basic1.0 at 'runtime' failed to satisfy constraint");
    assertThatThrownBy(
            () ->
                lambda.createFunction(
                    r ->
                        r.functionName(function.name())
                            .runtime("java17")
                            .handler("x")
                            .role(aws.role())
                            .code(c -> c.zipFile(UploadedFunction.zip(Probe.class)))))
        .isInstanceOf(ResourceConflictException.class)
        .hasMessageContaining("Function already exist: " + function.name());
  }

  private void create(String runtime, SdkBytes code) {
    lambda.createFunction(
        r ->
            r.functionName(Aws.name("refused"))
                .runtime(runtime)
                .handler("x")
                .role(aws.role())
                .code(c -> c.zipFile(code)));
  }

  @Test
  @DisplayName("functions are listed in pages; a deleted one is gone")
  void listedAndDeleted() {
    try (UploadedFunction another = UploadedFunction.of(aws, Probe.class)) {
      List<String> names =
          lambda.listFunctionsPaginator(r -> r.maxItems(1)).functions().stream()
              .map(FunctionConfiguration::functionName)
              .toList();
      assertThat(names).contains(function.name(), another.name());
    }
    lambda.deleteFunction(r -> r.functionName(function.name()));

    assertThatThrownBy(() -> lambda.getFunction(r -> r.functionName(function.name())))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: ");
  }

  @Test
  @DisplayName("reserved concurrency throttles: none at 0, one at 1")
  void concurrency() {
    lambda.putFunctionConcurrency(
        r -> r.functionName(function.name()).reservedConcurrentExecutions(0));
    assertThatThrownBy(() -> function.invoke("{}"))
        .isInstanceOf(TooManyRequestsException.class)
        .hasMessageContaining("Rate Exceeded.");

    lambda.putFunctionConcurrency(
        r -> r.functionName(function.name()).reservedConcurrentExecutions(1));
    assertThat(function.invoke("{}").statusCode()).isEqualTo(200);
    lambda.deleteFunctionConcurrency(r -> r.functionName(function.name()));
    assertThat(
            lambda
                .getFunctionConcurrency(r -> r.functionName(function.name()))
                .reservedConcurrentExecutions())
        .isNull();
  }

  @Test
  @DisplayName("tags come and go")
  void tags() {
    String arn = function.arn();
    lambda.tagResource(r -> r.resource(arn).tags(Map.of("a", "1", "b", "2")));
    lambda.untagResource(r -> r.resource(arn).tagKeys("a", "team"));

    assertThat(lambda.listTags(r -> r.resource(arn)).tags()).containsExactly(Map.entry("b", "2"));
    assertThatThrownBy(
            () -> lambda.tagResource(r -> r.resource(arn + ":$LATEST").tags(Map.of("c", "3"))))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("Tags on function aliases and versions are not supported.");
  }

  @Test
  @DisplayName("permissions are statements of a policy")
  void permissions() {
    AddPermissionRequest permission =
        AddPermissionRequest.builder()
            .functionName(function.name())
            .statementId("events")
            .action("lambda:InvokeFunction")
            .principal("events.amazonaws.com")
            .sourceArn("arn:aws:events:us-east-1:111122223333:rule/tick")
            .build();

    String statement = lambda.addPermission(permission).statement();

    assertThat(statement)
        .isEqualTo(
            "{\"Sid\":\"events\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
                + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\""
                + function.arn()
                + "\",\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":"
                + "\"arn:aws:events:us-east-1:111122223333:rule/tick\"}}}");
    assertThat(lambda.getPolicy(r -> r.functionName(function.name())).policy())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[" + statement + "]}");
    assertThatThrownBy(() -> lambda.addPermission(permission))
        .isInstanceOf(ResourceConflictException.class);
    lambda.removePermission(r -> r.functionName(function.name()).statementId("events"));
    assertThatThrownBy(() -> lambda.getPolicy(r -> r.functionName(function.name())))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The resource you requested does not exist.");
  }

  @Test
  @DisplayName("asynchronously, a failure is tried again, and told to its destination")
  void destinations() {
    Queue queue = Queue.of(aws);
    lambda.putFunctionEventInvokeConfig(
        r ->
            r.functionName(function.name())
                .maximumRetryAttempts(1)
                .destinationConfig(d -> d.onFailure(f -> f.destination(queue.arn()))));

    var accepted =
        lambda.invoke(
            r ->
                r.functionName(function.name())
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{\"do\":\"fail\"}")));

    String told = queue.await(aws);
    assertThat(told)
        .contains("\"version\":\"1.0\"")
        .contains("\"requestId\":\"" + accepted.responseMetadata().requestId() + "\"")
        .contains("\"functionArn\":\"" + function.arn() + ":$LATEST\"")
        .contains("\"condition\":\"RetriesExhausted\"")
        .contains("\"approximateInvokeCount\":2")
        .contains("\"requestPayload\":{\"do\":\"fail\"}")
        .contains("\"functionError\":\"Unhandled\"")
        .contains("\"errorMessage\":\"it failed\"");
    queue.delete();
  }

  @Test
  @DisplayName("the account's settings say what is left")
  void account() {
    var settings = lambda.getAccountSettings();

    assertThat(settings.accountLimit().codeSizeZipped()).isEqualTo(52_428_800);
    assertThat(settings.accountLimit().concurrentExecutions()).isPositive();
    assertThat(settings.accountUsage().functionCount()).isPositive();
  }
}
