package io.farshore.conformance.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogsTest {

  private final Aws aws = Aws.shared();
  private final CloudWatchLogsClient logs = aws.logs(aws.region());
  private final String group = Aws.name("/conformance/group");
  private final long now = Clock.systemUTC().millis();

  @BeforeEach
  void makeGroup() {
    logs.createLogGroup(r -> r.logGroupName(group));
    logs.createLogStream(r -> r.logGroupName(group).logStreamName("s"));
  }

  private void put(String... lines) {
    List<InputLogEvent> events =
        IntStream.range(0, lines.length)
            .mapToObj(i -> InputLogEvent.builder().timestamp(now + i).message(lines[i]).build())
            .toList();
    logs.putLogEvents(r -> r.logGroupName(group).logStreamName("s").logEvents(events));
  }

  @Test
  @DisplayName("a stream is read page by page, and its last token stays the same")
  void pages() {
    put("one", "two", "three");

    var first =
        logs.getLogEvents(
            r -> r.logGroupName(group).logStreamName("s").startFromHead(true).limit(2));
    assertThat(first.events()).extracting(OutputLogEvent::message).containsExactly("one", "two");
    var second =
        logs.getLogEvents(
            r ->
                r.logGroupName(group)
                    .logStreamName("s")
                    .startFromHead(true)
                    .nextToken(first.nextForwardToken()));
    assertThat(second.events()).extracting(OutputLogEvent::message).containsExactly("three");
    var last =
        logs.getLogEvents(
            r -> r.logGroupName(group).logStreamName("s").nextToken(second.nextForwardToken()));
    assertThat(last.events()).isEmpty();
    assertThat(last.nextForwardToken()).isEqualTo(second.nextForwardToken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "error;0,2",
        "error -disk;2",
        "?disk ?ready;0,1",
        "\"disk error\";0",
        "{ $.level = \"ERROR\" && $.shard > 3 };3",
        "{ $.shard = 1 || $.level = \"ERR*\" };3,4"
      })
  @DisplayName("lines are filtered by terms, or as JSON")
  void filters(String pattern, String expected) {
    String[] lines = {
      "disk error",
      "ready",
      "an error",
      "{\"level\":\"ERROR\",\"shard\":4}",
      "{\"level\":\"INFO\",\"shard\":1}"
    };
    put(lines);

    List<String> found =
        logs.filterLogEvents(r -> r.logGroupName(group).filterPattern(pattern)).events().stream()
            .map(event -> event.message())
            .toList();

    assertThat(found)
        .containsExactly(
            List.of(expected.split(",")).stream()
                .map(i -> lines[Integer.parseInt(i)])
                .toArray(String[]::new));
  }

  @Test
  @DisplayName("groups keep their retention and their tags")
  void groups() {
    logs.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(7));

    assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix(group)).logGroups())
        .singleElement()
        .extracting(each -> each.retentionInDays())
        .isEqualTo(7);
    assertThatThrownBy(() -> logs.putRetentionPolicy(r -> r.logGroupName(group).retentionInDays(8)))
        .isInstanceOf(CloudWatchLogsException.class);
    logs.deleteLogGroup(r -> r.logGroupName(group));
    assertThatThrownBy(() -> logs.filterLogEvents(r -> r.logGroupName(group)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The specified log group does not exist.");
  }
}
