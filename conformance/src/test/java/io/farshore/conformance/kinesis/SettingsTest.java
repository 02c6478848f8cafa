package io.farshore.conformance.kinesis;

import static io.farshore.conformance.kinesis.Stream.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.Tag;

class SettingsTest {

  private Stream stream;
  private KinesisClient client;

  @BeforeEach
  void create() {
    stream = new Stream(1);
    client = stream.client();
  }

  @AfterEach
  void delete() {
    stream.close();
  }

  @Test
  @DisplayName("retention rises and falls by the call for it, between a day and a year")
  void retention() {
    increase(48);
    assertThat(stream.summary().retentionPeriodHours()).isEqualTo(48);
    refused(
        "InvalidArgumentException",
        "Requested retention period (25 hours) for stream "
            + stream.name()
            + " can not be shorter than existing retention period (48 hours)."
            + " Use DecreaseRetentionPeriod API.",
        () -> increase(25));
    refused(
        "InvalidArgumentException",
        "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is"
            + " too short.",
        () -> decrease(23));
    refused(
        "InvalidArgumentException",
        "Maximum allowed retention period is 8760 hours.",
        () -> increase(8_761));
    decrease(24);
    assertThat(stream.summary().retentionPeriodHours()).isEqualTo(24);
  }

  @Test
  @DisplayName("an encrypted stream and its records say with what")
  void encryption() {
    client.startStreamEncryption(
        r ->
            r.streamName(stream.name())
                .encryptionType(EncryptionType.KMS)
                .keyId("alias/aws/kinesis"));
    stream.awaitActive();

    assertThat(stream.summary().encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(stream.summary().keyId()).isEqualTo("alias/aws/kinesis");
    assertThat(stream.put("k").encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(stream.all(Stream.FIRST).get(0).encryptionType()).isEqualTo(EncryptionType.KMS);
    client.stopStreamEncryption(
        r ->
            r.streamName(stream.name())
                .encryptionType(EncryptionType.KMS)
                .keyId("alias/aws/kinesis"));
    stream.awaitActive();
    assertThat(stream.summary().encryptionType()).isEqualTo(EncryptionType.NONE);
  }

  @Test
  @DisplayName("shard-level metrics are enabled and disabled, all at once too")
  void monitoring() {
    var enabled =
        client.enableEnhancedMonitoring(
            r -> r.streamName(stream.name()).shardLevelMetrics(MetricsName.ALL));
    assertThat(enabled.currentShardLevelMetrics()).isEmpty();
    assertThat(enabled.desiredShardLevelMetrics()).hasSize(7);
    stream.awaitActive();

    var disabled =
        client.disableEnhancedMonitoring(
            r -> r.streamName(stream.name()).shardLevelMetrics(MetricsName.INCOMING_BYTES));
    assertThat(disabled.desiredShardLevelMetrics())
        .hasSize(6)
        .doesNotContain(MetricsName.INCOMING_BYTES);
    stream.awaitActive();
    assertThat(stream.summary().enhancedMonitoring().get(0).shardLevelMetrics()).hasSize(6);
  }

  @Test
  @DisplayName("tags are put, listed page by page, and taken away, by name and by ARN")
  void tags() {
    client.addTagsToStream(
        r -> r.streamName(stream.name()).tags(Map.of("a", "1", "b", "2", "c", "3")));
    client.tagResource(r -> r.resourceARN(stream.arn()).tags(Map.of("d", "4")));
    client.removeTagsFromStream(r -> r.streamARN(stream.arn()).tagKeys("c", "nothing"));

    var page = client.listTagsForStream(r -> r.streamName(stream.name()).limit(2));
    var rest = client.listTagsForStream(r -> r.streamName(stream.name()).exclusiveStartTagKey("b"));

    assertThat(page.tags()).extracting(Tag::key).containsExactly("a", "b");
    assertThat(page.hasMoreTags()).isTrue();
    assertThat(rest.tags()).extracting(Tag::key).containsExactly("d");
    assertThat(rest.hasMoreTags()).isFalse();
    refused(
        "InvalidArgumentException",
        "Some tags contain invalid characters.",
        () -> client.addTagsToStream(r -> r.streamName(stream.name()).tags(Map.of("a;", "1"))));
  }

  @Test
  @DisplayName("a stream has no more than 50 tags")
  void tagLimit() {
    Map<String, String> many =
        IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    client.tagResource(r -> r.resourceARN(stream.arn()).tags(many));

    refused(
        "InvalidArgumentException",
        "tags associated with it.",
        () -> client.addTagsToStream(r -> r.streamName(stream.name()).tags(Map.of("one", "more"))));
  }

  @Test
  @DisplayName("a resource policy is put, read, and deleted once")
  void policy() {
    String arn = stream.arn();
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    assertThat(client.getResourcePolicy(r -> r.resourceARN(arn)).policy()).isEqualTo("{}");
    client.putResourcePolicy(r -> r.resourceARN(arn).policy(policy));
    assertThat(client.getResourcePolicy(r -> r.resourceARN(arn)).policy()).isEqualTo(policy);
    client.deleteResourcePolicy(r -> r.resourceARN(arn));
    refused(
        "ResourceNotFoundException",
        "No resource policy found for resource ARN " + arn,
        () -> client.deleteResourcePolicy(r -> r.resourceARN(arn)));
  }

  private void increase(int hours) {
    client.increaseStreamRetentionPeriod(
        r -> r.streamName(stream.name()).retentionPeriodHours(hours));
    stream.awaitActive();
  }

  private void decrease(int hours) {
    client.decreaseStreamRetentionPeriod(
        r -> r.streamName(stream.name()).retentionPeriodHours(hours));
    stream.awaitActive();
  }
}
