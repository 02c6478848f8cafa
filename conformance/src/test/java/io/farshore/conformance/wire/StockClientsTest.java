package io.farshore.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class StockClientsTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("the asynchronous client puts and gets over HTTP/2, as it comes")
  void asynchronousKinesis() {
    KinesisAsyncClient kinesis = aws.kinesisAsync(aws.region());
    String stream = Aws.name("async");
    kinesis.createStream(r -> r.streamName(stream).shardCount(1)).join();
    await()
        .until(
            () ->
                kinesis
                        .describeStreamSummary(r -> r.streamName(stream))
                        .join()
                        .streamDescriptionSummary()
                        .streamStatus()
                    == StreamStatus.ACTIVE);
    String shard =
        kinesis
            .putRecord(
                r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromUtf8String("v")))
            .join()
            .shardId();

    String iterator =
        kinesis
            .getShardIterator(
                r ->
                    r.streamName(stream)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .join()
            .shardIterator();
    List<Record> records = kinesis.getRecords(r -> r.shardIterator(iterator)).join().records();
    kinesis.deleteStream(r -> r.streamName(stream)).join();

    assertThat(records).extracting(each -> each.data().asUtf8String()).containsExactly("v");
    assertThat(records.get(0).approximateArrivalTimestamp()).isNotNull();
  }

  @Test
  @DisplayName("a stack that is not there is named, over the Query protocol")
  void noStack() {
    assertThatThrownBy(
            () ->
                aws.cloudFormation(aws.region()).describeStacks(r -> r.stackName("no-such-stack")))
        .isInstanceOf(CloudFormationException.class)
        .hasMessageContaining("Stack with id no-such-stack does not exist");
  }
}
