package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Batches;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.Filter;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceInUseException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class MappingApiTest {

  private static final Aws AWS = Aws.shared();
  private static final LambdaClient LAMBDA = AWS.lambda(AWS.region());
  private static UploadedFunction function;
  private static Stream stream;

  @BeforeAll
  static void create() {
    function = UploadedFunction.of(AWS, Batches.class);
    stream = new Stream(AWS, 1);
  }

  @AfterAll
  static void delete() {
    stream.close();
    function.close();
  }

  @Test
  @DisplayName("a new mapping is Creating, then Enabled, with all its members")
  void created() {
    CreateEventSourceMappingResponse made = create(r -> {});

    assertThat(made.state()).isEqualTo("Creating");
    assertThat(made.stateTransitionReason()).isEqualTo("User action");
    assertThat(made.lastProcessingResult()).isEqualTo("No records processed");
    assertThat(made.batchSize()).isEqualTo(100);
    assertThat(made.maximumBatchingWindowInSeconds()).isZero();
    assertThat(made.parallelizationFactor()).isEqualTo(1);
    assertThat(made.maximumRetryAttempts()).isEqualTo(-1);
    assertThat(made.maximumRecordAgeInSeconds()).isEqualTo(-1);
    assertThat(made.tumblingWindowInSeconds()).isZero();
    assertThat(made.bisectBatchOnFunctionError()).isFalse();
    assertThat(made.functionResponseTypes()).isEmpty();
    assertThat(made.destinationConfig().onFailure().destination()).isNull();
    assertThat(made.startingPosition()).isEqualTo(EventSourcePosition.TRIM_HORIZON);
    assertThat(made.eventSourceArn()).isEqualTo(stream.arn());
    assertThat(made.functionArn()).isEqualTo(function.arn());
    assertThat(made.eventSourceMappingArn()).endsWith(":event-source-mapping:" + made.uuid());
    assertThat(made.lastModified()).isAfter(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(made.sdkHttpResponse().statusCode()).isEqualTo(202);
    awaitSettled(made.uuid());
    assertThat(get(made.uuid()).state()).isEqualTo("Enabled");
    assertThatThrownBy(() -> create(r -> {}))
        .isInstanceOf(ResourceConflictException.class)
        .hasMessageContaining(
            "The event source arn (\" %s \") and function (\" %s \") provided mapping already exists. Please update or delete the existing mapping with UUID %s"
                .formatted(stream.arn(), function.name(), made.uuid()));
    assertThat(LAMBDA.deleteEventSourceMapping(r -> r.uuid(made.uuid())).state())
        .isEqualTo("Deleting");
    awaitGone(made.uuid());
  }

  @Test
  @DisplayName("a mapping is changed, disabled and enabled, and is in use while it is on its way")
  void updated() {
    String uuid = create(r -> r.enabled(false)).uuid();
    assertThatThrownBy(() -> LAMBDA.deleteEventSourceMapping(r -> r.uuid(uuid)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("Cannot delete the event source mapping because it is in use.");
    awaitSettled(uuid);
    assertThat(get(uuid).state()).isEqualTo("Disabled");

    var changed =
        LAMBDA.updateEventSourceMapping(
            r ->
                r.uuid(uuid)
                    .batchSize(7)
                    .maximumRetryAttempts(3)
                    .maximumRecordAgeInSeconds(60)
                    .parallelizationFactor(2)
                    .bisectBatchOnFunctionError(true)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                    .filterCriteria(
                        f ->
                            f.filters(Filter.builder().pattern("{\"data\":{\"a\":[1]}}").build())));

    assertThat(changed.state()).isEqualTo("Updating");
    awaitSettled(uuid);
    GetEventSourceMappingResponse now = get(uuid);
    assertThat(now.state()).isEqualTo("Disabled");
    assertThat(now.batchSize()).isEqualTo(7);
    assertThat(now.maximumRetryAttempts()).isEqualTo(3);
    assertThat(now.maximumRecordAgeInSeconds()).isEqualTo(60);
    assertThat(now.parallelizationFactor()).isEqualTo(2);
    assertThat(now.bisectBatchOnFunctionError()).isTrue();
    assertThat(now.functionResponseTypesAsStrings()).containsExactly("ReportBatchItemFailures");
    assertThat(now.filterCriteria().filters().get(0).pattern()).isEqualTo("{\"data\":{\"a\":[1]}}");
    assertThat(LAMBDA.updateEventSourceMapping(r -> r.uuid(uuid).enabled(true)).state())
        .isEqualTo("Enabling");
    awaitSettled(uuid);
    assertThat(LAMBDA.updateEventSourceMapping(r -> r.uuid(uuid).enabled(false)).state())
        .isEqualTo("Disabling");
    awaitSettled(uuid);
    LAMBDA.deleteEventSourceMapping(r -> r.uuid(uuid));
    awaitGone(uuid);
  }

  @Test
  @DisplayName("mappings are listed by source, by function, and in pages")
  void listed() {
    String uuid = create(r -> r.enabled(false)).uuid();
    try (UploadedFunction another = UploadedFunction.of(AWS, Batches.class)) {
      String other = create(r -> r.enabled(false).functionName(another.name())).uuid();

      assertThat(
              LAMBDA
                  .listEventSourceMappingsPaginator(r -> r.eventSourceArn(stream.arn()).maxItems(1))
                  .eventSourceMappings()
                  .stream()
                  .map(EventSourceMappingConfiguration::uuid))
          .containsExactlyInAnyOrder(uuid, other);
      assertThat(
              LAMBDA
                  .listEventSourceMappings(r -> r.functionName(another.name()))
                  .eventSourceMappings())
          .extracting(EventSourceMappingConfiguration::uuid)
          .containsExactly(other);
      awaitSettled(other);
      LAMBDA.deleteEventSourceMapping(r -> r.uuid(other));
    }
    awaitSettled(uuid);
    LAMBDA.deleteEventSourceMapping(r -> r.uuid(uuid));
    awaitGone(uuid);
  }

  @Test
  @DisplayName("what no mapping can be made of is refused with Lambda's words")
  void refused() {
    String none = stream.arn() + "-none";
    assertRefused(r -> r.eventSourceArn(none), "Stream not found: " + none);
    assertRefused(r -> r.functionName("nobody"), "Function does not exist");
    assertRefused(r -> r.eventSourceArn(null), "Unrecognized event source.");
    assertRefused(
        r -> r.startingPosition((String) null),
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy"
            + " constraint: Member must not be null.");
    assertRefused(
        r -> r.filterCriteria(f -> f.filters(Filter.builder().pattern("simple").build())),
        "Invalid filter pattern definition.");
    assertRefused(
        r ->
            r.destinationConfig(
                d -> d.onSuccess(s -> s.destination("arn:aws:sqs:us-east-1:111122223333:q"))),
        "Unsupported DestinationConfig parameter for given event source mapping type.");
    assertThatThrownBy(() -> create(r -> r.startingPosition("NOWHERE")))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining(
            "1 validation error detected: Value 'NOWHERE' at 'startingPosition' failed to satisfy"
                + " constraint: Member must satisfy enum value set:");
    assertThatThrownBy(() -> create(r -> r.batchSize(10_001)))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("Member must have value less than or equal to 10000");
    assertThatThrownBy(() -> get("00000000-0000-0000-0000-000000000000"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The resource you requested does not exist.");
  }

  private static void assertRefused(
      Consumer<CreateEventSourceMappingRequest.Builder> wrong, String message) {
    assertThatThrownBy(() -> create(wrong))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining(message);
  }

  private static CreateEventSourceMappingResponse create(
      Consumer<CreateEventSourceMappingRequest.Builder> more) {
    String source = stream.arn();
    return LAMBDA.createEventSourceMapping(
        request -> {
          request
              .eventSourceArn(source)
              .functionName(function.name())
              .startingPosition(EventSourcePosition.TRIM_HORIZON);
          more.accept(request);
        });
  }

  private static GetEventSourceMappingResponse get(String uuid) {
    return LAMBDA.getEventSourceMapping(r -> r.uuid(uuid));
  }

  private static void awaitSettled(String uuid) {
    Mapped.awaitSettled(AWS, uuid);
  }

  private static void awaitGone(String uuid) {
    Mapped.awaitGone(AWS, uuid);
  }
}
