package io.farshore.core.heartbeat;

import io.farshore.core.stream.Region;
import java.time.Instant;

/**
 * The first record of an epoch in a shard: nobody of an earlier epoch writes after it (guarantee
 * C).
 *
 * @param epoch the epoch's number
 * @param region the Region that it activates
 * @param shardId the shard that it was meant for
 * @param sentAt by the wall clock of who opened the epoch
 */
public record EpochMarker(long epoch, Region region, String shardId, Instant sentAt)
    implements FarshoreRecord {}
