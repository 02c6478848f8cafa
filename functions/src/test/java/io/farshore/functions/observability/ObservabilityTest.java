package io.farshore.functions.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservabilityTest {

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  private final List<String> lines = new ArrayList<>();

  private JsonNode line(int index) throws Exception {
    assertThat(lines.get(index)).doesNotContain("\n");
    return new ObjectMapper().readTree(lines.get(index));
  }

  @Test
  void metrics_are_one_line_in_the_embedded_metric_format() throws Exception {
    var metrics = new EmbeddedMetrics(lines::add, NOON, Map.of("StreamName", "orders"));
    metrics
        .count("RecordsCopied", 3)
        .millis("ReplicationLag", Duration.ofMillis(250))
        .property("shardId", "shardId-000000000000")
        .emit();
    metrics.emit();

    assertThat(lines).as("nothing to say the second time").hasSize(1);
    JsonNode directive = line(0).at("/_aws/CloudWatchMetrics/0");
    assertThat(line(0).at("/_aws/Timestamp").asLong()).isEqualTo(1_767_268_800_000L);
    assertThat(directive.at("/Namespace").asText()).isEqualTo("Farshore");
    assertThat(directive.at("/Dimensions").toString()).isEqualTo("[[\"StreamName\"]]");
    assertThat(directive.at("/Metrics").toString())
        .isEqualTo(
            "[{\"Name\":\"RecordsCopied\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"ReplicationLag\",\"Unit\":\"Milliseconds\"}]");
    assertThat(line(0).at("/StreamName").asText()).isEqualTo("orders");
    assertThat(line(0).at("/shardId").asText()).isEqualTo("shardId-000000000000");
    assertThat(line(0).at("/RecordsCopied").asLong()).isEqualTo(3);
    assertThat(line(0).at("/ReplicationLag").asLong()).isEqualTo(250);
  }

  @Test
  void a_log_line_is_one_json_object_with_the_shared_fields() throws Exception {
    var log = new JsonLog(lines::add, NOON, Map.of("requestId", "r1"));
    log.info("Copied", Map.of("records", 3, "firstNotCopied", Optional.empty()));
    log.error(
        "Failed",
        new IllegalStateException("line\nbreak", new RuntimeException("cause")),
        Map.of("at", Optional.of("x")));

    assertThat(line(0).toString())
        .isEqualTo(
            "{\"timestamp\":\"2026-01-01T12:00:00Z\",\"level\":\"INFO\",\"event\":\"Copied\","
                + "\"requestId\":\"r1\",\"records\":3}");
    assertThat(line(1).at("/level").asText()).isEqualTo("ERROR");
    assertThat(line(1).at("/errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line(1).at("/errorMessage").asText()).isEqualTo("line\nbreak");
    assertThat(line(1).at("/causeMessage").asText()).isEqualTo("cause");
    assertThat(line(1).at("/at").asText()).isEqualTo("x");
  }
}
