package io.farshore.core.checkpoint;

import java.time.Instant;

/**
 * A watermark that a shard took from a heartbeat.
 *
 * @param watermark the producer's low watermark
 * @param sentAt when the producer sent the heartbeat, by its wall clock: all that it had written by
 *     then, and that is below the watermark, has arrived. For the age of the data, never for order
 */
public record TakenWatermark(Watermark watermark, Instant sentAt) {}
