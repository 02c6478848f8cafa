package io.farshore.core.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Heartbeats and markers as JSON")
class FarshoreRecordsTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

  @Test
  void aHeartbeatComesBackAsItWas() {
    var heartbeat =
        new Heartbeat(new ProducerId("p1"), Watermark.at(AT, "12"), 3, "shardId-000000000001", AT);
    assertThat(FarshoreRecords.decode(FarshoreRecords.encode(heartbeat))).contains(heartbeat);
  }

  @Test
  void aHeartbeatOfALogThatHasNotBegunHasNoTimestamp() {
    var heartbeat = new Heartbeat(new ProducerId("p1"), Watermark.START, 1, "shardId-0", AT);
    ByteBuffer json = FarshoreRecords.encode(heartbeat);
    assertThat(StandardCharsets.UTF_8.decode(json.duplicate()).toString())
        .startsWith("{\"farshore\":\"heartbeat\",\"epoch\":1")
        .doesNotContain("commitTimestamp");
    assertThat(FarshoreRecords.decode(json)).contains(heartbeat);
  }

  @Test
  void aMarkerComesBackAsItWas() {
    var marker = new EpochMarker(2, new Region("us-east-2"), "shardId-000000000000", AT);
    assertThat(FarshoreRecords.decode(FarshoreRecords.encode(marker))).contains(marker);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"key\":\"a\"}",
        "{\"farshore\":",
        "{\"farshore\":\"heartbeat\"}",
        "{\"farshore\":\"other\",\"epoch\":1,\"shardId\":\"s\",\"sentAt\":\"2026-01-01T00:00:00Z\"}",
        "{\"farshore\":\"epoch\",\"epoch\":\"x\",\"shardId\":\"s\",\"sentAt\":\"nonsense\"}",
        "{\"farshore\":{\"nested\":true}}",
      })
  @DisplayName("what is not whole is data, never an error")
  void everythingElseIsData(String text) {
    ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    assertThat(FarshoreRecords.decode(data)).isEmpty();
    assertThat(data.position()).isZero();
  }
}
