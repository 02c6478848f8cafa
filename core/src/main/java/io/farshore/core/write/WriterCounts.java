package io.farshore.core.write;

/**
 * What a writer has done so far.
 *
 * @param calls calls started
 * @param failedCalls calls without an answer
 * @param acknowledged records acknowledged
 * @param retries records sent again
 * @param throttled refusals because the shard's throughput was exceeded
 * @param otherRefusals refusals for another reason
 */
public record WriterCounts(
    long calls,
    long failedCalls,
    long acknowledged,
    long retries,
    long throttled,
    long otherRefusals) {}
