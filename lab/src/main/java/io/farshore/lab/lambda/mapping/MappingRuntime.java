package io.farshore.lab.lambda.mapping;

import io.farshore.lab.faults.RegionState;
import io.farshore.lab.lambda.InvocationResult;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What mappings run on.
 *
 * @param source of the records
 * @param invoker of the functions
 * @param regions a mapping stands still while its Region is lost
 * @param wallClock compared with the arrival of records
 * @param timers runs all reading; nothing on it blocks
 * @param pace how fast
 */
public record MappingRuntime(
    StreamSource source,
    Invoker invoker,
    RegionState regions,
    Clock wallClock,
    ScheduledExecutorService timers,
    MappingPace pace) {

  /** Invokes the function of a mapping. */
  @FunctionalInterface
  public interface Invoker {
    /**
     * Hands an event over. Never throws.
     *
     * @return how it ended; fails when the function was not invoked (throttled, not there)
     */
    CompletableFuture<InvocationResult> invoke(MappingConfiguration mapping, byte[] event);
  }
}
