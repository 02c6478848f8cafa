package io.farshore.lab.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {

  private static final List<String> BATCH = List.of("8", "9", "10");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
        "{\"failures\":[{\"itemIdentifier\":\"9\"}]}"
      })
  void nothingNamedMeansThatAllIsHandled(String answer) {
    assertThat(judge(answer)).isEqualTo(new BatchResponse.AllHandled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"identifier\":\"9\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"9\"},{\"itemIdentifier\":\"11\"}]}",
        "{\"batchItemFailures\":{}}",
        "\"done\"",
        "{not json"
      })
  void aBadIdentifierMeansThatAllComesAgain(String answer) {
    assertThat(judge(answer)).isInstanceOf(BatchResponse.AllFailed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"9\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"10\"},{\"itemIdentifier\":\"9\"}]}"
      })
  void theLowestNumberIsTheCheckpoint(String answer) {
    assertThat(judge(answer)).isEqualTo(new BatchResponse.FailedFrom("9"));
  }

  private static BatchResponse judge(String answer) {
    return BatchResponse.of(answer.getBytes(StandardCharsets.UTF_8), BATCH);
  }
}
