package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.sqs.Queue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;

class FailureTest {

  private final Aws aws = Aws.shared();
  private final Duration patience = Duration.ofMinutes(aws.isReal() ? 5 : 1);
  private UploadedFunction function;
  private Stream stream;

  @BeforeEach
  void create() {
    function = UploadedFunction.of(aws, Batches.class);
    stream = new Stream(aws, 1);
  }

  @AfterEach
  void delete() {
    stream.close();
    function.close();
  }

  @Test
  @DisplayName("a failed batch comes again as a whole until its retries are used up")
  void retries() {
    stream.putAll("1", "fail", "3");
    try (Mapped mapping =
        Mapped.of(aws, stream, function, r -> r.batchSize(2).maximumRetryAttempts(2))) {
      awaitBatches(4);

      assertThat(function.batches()).containsExactly("1 fail", "1 fail", "1 fail", "3");
      assertThat(mapping.get().maximumRetryAttempts()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("without an end to retries, nothing overtakes a failing batch")
  void retriesWithoutEnd() {
    stream.putAll("fail", "2");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.batchSize(1))) {
      awaitBatches(5);

      assertThat(function.batches()).containsOnly("fail");
      assertThat(mapping.get().lastProcessingResult()).isEqualTo("PROBLEM: Function call failed");
    }
  }

  @Test
  @DisplayName("bisecting halves a failed batch until the failing record is alone")
  void bisect() {
    stream.putAll("1", "2", "fail", "4");
    try (Mapped mapping =
        Mapped.of(
            aws,
            stream,
            function,
            r -> r.batchSize(4).bisectBatchOnFunctionError(true).maximumRetryAttempts(1))) {
      awaitBatches(6);

      assertThat(function.batches())
          .containsExactly("1 2 fail 4", "1 2", "fail 4", "fail", "fail", "4");
      assertThat(mapping.get().bisectBatchOnFunctionError()).isTrue();
    }
  }

  @Test
  @DisplayName("a partial answer: from the lowest number on all comes again, with its own retries")
  void partial() {
    stream.putAll("1", "2", "reject-a", "4", "reject-b");
    try (Mapped mapping =
        Mapped.of(
            aws,
            stream,
            function,
            r ->
                r.batchSize(5)
                    .maximumRetryAttempts(1)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES))) {
      awaitBatches(3);

      assertThat(function.batches())
          .containsExactly("1 2 reject-a 4 reject-b", "reject-a 4 reject-b", "reject-a 4 reject-b");
      assertThat(mapping.get().state()).isEqualTo("Enabled");
    }
  }

  @Test
  @DisplayName("without ReportBatchItemFailures, an answer means nothing")
  void answerIgnored() {
    stream.putAll("reject", "2");
    try (Mapped mapping = Mapped.of(aws, stream, function, r -> r.batchSize(1))) {
      awaitBatches(2);

      assertThat(function.batches()).containsExactly("reject", "2");
      assertThat(mapping.get().lastProcessingResult()).isEqualTo("OK");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\"\"",
        "[]",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}"
      })
  @DisplayName("these answers mean that all is handled")
  void handled(String answer) {
    assertThat(batchesFor(answer, 2)).isEqualTo("1 1 2");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"foo\":\"123\"}]}",
        "{\"batchItemFailures\":[{\"foo\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"123\"}]}"
      })
  @DisplayName("these answers mean that all has failed")
  void allFailed(String answer) {
    assertThat(batchesFor(answer, 3)).isEqualTo("1 1 1 2");
  }

  /** The first word of each batch: an answer as a record, once again where it has failed, "2". */
  private String batchesFor(String answer, int expected) {
    stream.putAll("answer " + answer, "2");
    try (Mapped mapping =
        Mapped.of(
            aws,
            stream,
            function,
            r ->
                r.batchSize(1)
                    .maximumRetryAttempts(1)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES))) {
      awaitBatches(expected);
      assertThat(mapping.get().state()).isEqualTo("Enabled");
      StringBuilder words = new StringBuilder("1");
      function.batches().forEach(batch -> words.append(batch.startsWith("answer") ? " 1" : " 2"));
      return words.toString();
    }
  }

  @Test
  @DisplayName("a queue hears of a batch that was given up, in the documented form")
  void queue() {
    Queue queue = Queue.of(aws);
    PutRecordResponse put = stream.put("fail");
    try (Mapped mapping =
        Mapped.of(
            aws,
            stream,
            function,
            r -> r.maximumRetryAttempts(1).destinationConfig(Mapped.onFailure(queue.arn())))) {
      String time = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
      assertThat(queue.await(aws))
          .matches(
              "\\{\"requestContext\":\\{\"requestId\":\"[0-9a-f-]{36}\",\"functionArn\":\""
                  + function.arn()
                  + "\",\"condition\":\"RetryAttemptsExhausted\",\"approximateInvokeCount\":2},"
                  + "\"responseContext\":\\{\"statusCode\":200,\"executedVersion\":\"\\$LATEST\","
                  + "\"functionError\":\"Unhandled\"},\"version\":\"1.0\",\"timestamp\":"
                  + time
                  + ",\"KinesisBatchInfo\":\\{\"shardId\":\""
                  + put.shardId()
                  + "\",\"startSequenceNumber\":\""
                  + put.sequenceNumber()
                  + "\",\"endSequenceNumber\":\""
                  + put.sequenceNumber()
                  + "\",\"approximateArrivalOfFirstRecord\":"
                  + time
                  + ",\"approximateArrivalOfLastRecord\":"
                  + time
                  + ",\"batchSize\":1,\"streamArn\":\""
                  + stream.arn()
                  + "\"}}");
      assertThat(mapping.get().destinationConfig().onFailure().destination())
          .isEqualTo(queue.arn());
    }
    queue.delete();
  }

  @Test
  @DisplayName("a topic hears of a batch that was given up")
  void topic() {
    String topic = aws.sns(aws.region()).createTopic(r -> r.name(Aws.name("given-up"))).topicArn();
    Queue queue = Queue.of(aws);
    aws.sns(aws.region()).subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue.arn()));
    stream.put("fail");
    try (Mapped mapping =
        Mapped.of(
            aws,
            stream,
            function,
            r -> r.maximumRetryAttempts(0).destinationConfig(Mapped.onFailure(topic)))) {
      assertThat(queue.receive().get(0).body())
          .contains("\\\"condition\\\":\\\"RetryAttemptsExhausted\\\"")
          .contains("\\\"approximateInvokeCount\\\":1")
          .contains("\\\"streamArn\\\":\\\"" + stream.arn());
      assertThat(mapping.get().destinationConfig().onFailure().destination()).isEqualTo(topic);
    }
    aws.sns(aws.region()).deleteTopic(r -> r.topicArn(topic));
  }

  private void awaitBatches(int number) {
    await().atMost(patience).until(() -> function.batches().size() >= number);
  }
}
