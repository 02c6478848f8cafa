package io.farshore.core.heartbeat;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.stream.ProducerId;
import java.time.Instant;

/**
 * A producer's low watermark, put into every shard once a second: all its changes below had been
 * acknowledged by the active Region before the heartbeat was sent.
 *
 * @param producer whose
 * @param watermark the low watermark; {@link Watermark#START} while nothing is acknowledged
 * @param epoch the number of the epoch that the producer follows
 * @param shardId the shard that it was meant for
 * @param sentAt by the producer's wall clock
 */
public record Heartbeat(
    ProducerId producer, Watermark watermark, long epoch, String shardId, Instant sentAt)
    implements FarshoreRecord {}
