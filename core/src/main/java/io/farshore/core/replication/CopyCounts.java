package io.farshore.core.replication;

import io.farshore.core.write.WriterCounts;

/**
 * What became of the records of the acknowledged prefix, and what it took.
 *
 * @param copied records copied, heartbeats and markers included
 * @param skipped records of earlier epochs, not copied
 * @param heartbeats copied heartbeats
 * @param unreadableCommitTimestamps copied changes without a readable commit timestamp
 * @param writer of all records that were sent, those after the prefix included
 */
public record CopyCounts(
    int copied, int skipped, int heartbeats, int unreadableCommitTimestamps, WriterCounts writer) {}
