package io.farshore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TwoRegionsTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("a stream belongs to the Region in which it was made")
  void streamsAreRegional() {
    String stream = Aws.name("regional");
    aws.kinesis(aws.region()).createStream(r -> r.streamName(stream).shardCount(1));

    assertThat(aws.kinesis(aws.region()).listStreams().streamNames()).contains(stream);
    assertThat(aws.kinesis(aws.otherRegion()).listStreams().streamNames()).doesNotContain(stream);

    aws.kinesis(aws.region()).deleteStream(r -> r.streamName(stream));
  }
}
