package io.farshore.lab.lambda.mapping;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a mapping reads. Immutable.
 *
 * @param uuid of the mapping
 * @param region of the stream and the function
 * @param streamArn of the stream
 * @param functionArn what is invoked: a function, a version or an alias
 * @param identityArn the role of the function, as named in events
 * @param start where a shard is read from that has not been read yet; children of shards that were
 *     read always start at their beginning
 * @param startTimestamp of {@link Start#AT_TIMESTAMP}
 * @param batchSize at most so many records a batch
 * @param window how long a batch may be filled
 * @param maximumRetries of a batch; empty means no end
 * @param maximumAge of a record; empty means no end
 * @param bisect halve a batch that failed
 * @param partialResponse the function reports the records that failed
 */
public record MappingConfiguration(
    String uuid,
    String region,
    String streamArn,
    String functionArn,
    String identityArn,
    Start start,
    Optional<Instant> startTimestamp,
    int batchSize,
    Duration window,
    OptionalInt maximumRetries,
    Optional<Duration> maximumAge,
    boolean bisect,
    boolean partialResponse) {

  /** Where reading starts. */
  public enum Start {
    /** At the oldest record. */
    TRIM_HORIZON,
    /** Behind the newest record. */
    LATEST,
    /** At the first record that arrived at a time or later. */
    AT_TIMESTAMP
  }
}
