package io.farshore.functions.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.replication.WatermarkSource;
import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.InvalidSetting;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.write.Ordering;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicatorConfigurationTest {

  private final Map<String, String> environment =
      new HashMap<>(Map.of("AWS_REGION", "us-east-1", "PEER_REGION", "us-east-2"));

  private ReplicatorConfiguration read() {
    return ReplicatorConfiguration.of(new Configuration(environment));
  }

  @Test
  void two_regions_suffice() {
    var settings = read().settings();

    assertThat(settings.leaseLife()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.writer().callTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.watermarks()).isEqualTo(new WatermarkSource.Heartbeats());
    assertThat(settings.retention()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void records_mode_needs_the_producers_name() {
    environment.put("WATERMARK_SOURCE", "records");
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("PRODUCER");

    environment.put("PRODUCER", "dms");
    environment.put("ALLOWED_LATENESS_SECONDS", "5");
    assertThat(read().settings().watermarks())
        .isEqualTo(new WatermarkSource.Records(new ProducerId("dms"), Duration.ofSeconds(5)));
  }

  @Test
  void ordering_is_strict_unless_it_is_set() {
    assertThat(read().settings().writer().ordering()).isEqualTo(Ordering.STRICT);

    environment.put("ORDERING", "relaxed");
    assertThat(read().settings().writer().ordering()).isEqualTo(Ordering.RELAXED);
  }

  @Test
  void a_calls_limits_are_kinesiss_and_can_be_lowered() {
    assertThat(read().settings().writer().mostRecordsInCall()).isEqualTo(500);
    environment.put("MAX_RECORDS_IN_CALL", "100");
    environment.put("MAX_BYTES_IN_CALL", "10485760");

    assertThat(read().settings().writer().mostRecordsInCall()).isEqualTo(100);
    assertThat(read().settings().writer().mostBytesInCall()).isEqualTo(10 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "PEER_REGION, us-east-1, other",
    "PEER_REGION, Ohio, not a Region",
    "LEASE_MILLIS, 1500, twice CALL_TIMEOUT_MILLIS",
    "LEASE_MILLIS, ten, from 100 to 60000",
    "CALL_TIMEOUT_MILLIS, 9, from 10 to 60000",
    "WATERMARK_SOURCE, clock, heartbeats or records",
    "COMMIT_TIMESTAMP_POINTER, commitTimestamp, begin it with /",
    "ORDERING, loose, strict or relaxed",
    "MAX_CALLS_IN_FLIGHT, 0, from 1 to 64",
    "MAX_RECORDS_IN_CALL, 501, from 1 to 500",
    "MAX_BYTES_IN_CALL, 0, from 1 to 10485760",
    "STREAM_RETENTION_HOURS, 1, from 24 to 8760",
    "GAP_MARGIN_HOURS, 24, 'below STREAM_RETENTION_HOURS, 24'",
    "GIVE_UP_AFTER_MILLIS, -1, from 100 to 900000"
  })
  void a_wrong_variable_names_itself_its_value_and_the_fix(
      String variable, String value, String fix) {
    environment.put(variable, value);

    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(variable)
        .hasMessageContaining(value)
        .hasMessageContaining(fix);
  }

  @Test
  void the_handler_can_be_made_from_an_environment_and_refuses_a_wrong_one() {
    environment.put("AWS_ACCESS_KEY_ID", "AKIATEST");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    assertThat(new KinesisReplicator(environment)).isNotNull();

    environment.remove("PEER_REGION");
    assertThatThrownBy(() -> new KinesisReplicator(environment))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("PEER_REGION is not set");
  }
}
