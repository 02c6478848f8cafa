package io.farshore.lab.lambda.mapping;

import io.farshore.lab.faults.RegionState;
import io.farshore.lab.lambda.InvocationResult;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * What mappings run on.
 *
 * @param source of the records
 * @param invoker of the functions
 * @param destination takes what is said of batches that were given up
 * @param positions remembers how far each shard was handled
 * @param regions a mapping stands still while its Region is lost
 * @param wallClock compared with the arrival of records
 * @param timers runs all reading; nothing on it blocks
 * @param ids names what never became an invocation
 * @param pace how fast
 * @param counter takes what mappings count that are told to
 */
public record MappingRuntime(
    StreamSource source,
    Invoker invoker,
    Destination destination,
    SavedPositions positions,
    RegionState regions,
    Clock wallClock,
    ScheduledExecutorService timers,
    Supplier<String> ids,
    MappingPace pace,
    Counter counter) {

  /** Invokes the function of a mapping. */
  @FunctionalInterface
  public interface Invoker {
    /**
     * Hands an event over. Never throws.
     *
     * @param iteratorAge how long ago the last record of the event has arrived
     * @return how it ended; fails when the function was not invoked (throttled, not there)
     */
    CompletableFuture<InvocationResult> invoke(
        MappingConfiguration mapping, byte[] event, Duration iteratorAge);
  }

  /** Counts events. */
  @FunctionalInterface
  public interface Counter {
    /** Adds to a metric of the mapping, such as {@code PolledEventCount}. */
    void count(MappingConfiguration mapping, String metric, double value);
  }

  /** Delivers JSON documents to queues and topics. */
  @FunctionalInterface
  public interface Destination {
    /**
     * Delivers one document, by the role of the mapping's function. Never throws.
     *
     * @return true when it is delivered, false when it cannot be and never will; fails while the
     *     destination does not answer
     */
    CompletableFuture<Boolean> deliver(MappingConfiguration mapping, String arn, String document);
  }
}
