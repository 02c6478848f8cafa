package io.farshore.lab.lambda.mapping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a mapping reads. Immutable.
 *
 * @param uuid of the mapping
 * @param region of the stream and the function
 * @param eventSourceArn of the stream, or of a consumer of it, as named in events
 * @param functionArn what is invoked: a function, a version or an alias
 * @param identityArn the role of the function, as named in events
 * @param start where a shard is read from that has not been read yet; children of shards that were
 *     read always start at their beginning
 * @param startTimestamp of {@link Start#AT_TIMESTAMP}
 * @param batchSize at most so many records a batch
 * @param window how long a batch may be filled
 * @param parallelization how many batches of a shard may be with the function at once; records of
 *     one partition key stay in order
 * @param maximumRetries of a batch; empty means no end
 * @param maximumAge of a record; empty means no end
 * @param bisect halve a batch that failed
 * @param partialResponse the function reports the records that failed
 * @param onFailure the ARN that hears of batches that were given up
 * @param counted whether its events are counted in CloudWatch
 * @param filters the patterns of which a record has to match one; none means all records pass
 */
public record MappingConfiguration(
    String uuid,
    String region,
    String eventSourceArn,
    String functionArn,
    String identityArn,
    Start start,
    Optional<Instant> startTimestamp,
    int batchSize,
    Duration window,
    int parallelization,
    OptionalInt maximumRetries,
    Optional<Duration> maximumAge,
    boolean bisect,
    boolean partialResponse,
    Optional<String> onFailure,
    boolean counted,
    List<String> filters) {

  /** Where reading starts. */
  public enum Start {
    /** At the oldest record. */
    TRIM_HORIZON,
    /** Behind the newest record. */
    LATEST,
    /** At the first record that arrived at a time or later. */
    AT_TIMESTAMP
  }

  /** Copies the filters. */
  public MappingConfiguration {
    filters = List.copyOf(filters);
  }

  /** The stream that is read: of a consumer the stream that it belongs to. */
  public String streamArn() {
    int consumer = eventSourceArn.indexOf("/consumer/");
    return consumer < 0 ? eventSourceArn : eventSourceArn.substring(0, consumer);
  }
}
