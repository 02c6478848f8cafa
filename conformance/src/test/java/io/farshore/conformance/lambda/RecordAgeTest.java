package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.kinesis.OwnClock;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.conformance.sqs.Queue;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What takes a minute on AWS, in a lab whose clock the test moves. */
class RecordAgeTest {

  @Test
  @DisplayName("a record older than the mapping's maximum is given up unseen; a younger one is not")
  void tooOld() {
    OwnClock clock = new OwnClock();
    // The lab's rates go by its clock, too: standing still it would refuse what comes too often.
    LabSettings settings =
        LabSettings.usual().onPort(0).withShardLimits(false).withStreamChanges(Duration.ZERO);
    try (Lab lab = Lab.start(settings, clock)) {
      Aws aws = Aws.at(lab.endpoint(), lab.regions());
      Queue queue = Queue.of(aws);
      Stream stream = new Stream(aws, 1);
      UploadedFunction function = UploadedFunction.of(aws, Batches.class);
      stream.put("old");
      clock.move(Duration.ofSeconds(61));
      stream.put("young");

      Mapped.of(
          aws,
          stream,
          function,
          r ->
              r.batchSize(1)
                  .maximumRecordAgeInSeconds(60)
                  .destinationConfig(Mapped.onFailure(queue.arn())));

      assertThat(queue.receive().get(0).body())
          .contains("\"condition\":\"RecordAgeExceeded\"")
          .contains("\"batchSize\":1");
      await().until(() -> !function.batches().isEmpty());
      assertThat(function.batches()).containsExactly("young");
    }
  }
}
