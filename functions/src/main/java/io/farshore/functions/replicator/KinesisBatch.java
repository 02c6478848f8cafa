package io.farshore.functions.replicator;

import io.farshore.core.replication.SourceBatch;
import io.farshore.core.stream.StreamName;

/**
 * A batch as Lambda's event has it.
 *
 * @param stream from the event source's ARN
 * @param batch shard and records
 */
public record KinesisBatch(StreamName stream, SourceBatch batch) {}
