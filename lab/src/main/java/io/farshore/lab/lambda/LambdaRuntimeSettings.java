package io.farshore.lab.lambda;

import io.farshore.lab.faults.Invocations;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What functions run on.
 *
 * @param endpoint of the lab, for the functions' SDK clients; asked for at each cold start, so that
 *     it may be known later than this
 * @param credentials of the environments
 * @param nameServer the UDP port of the lab's name server, asked for as the endpoint is
 * @param invocations told of each invocation, so that a fault can kill it
 * @param logs takes what functions log
 * @param metrics takes what is counted of functions
 * @param wallClock usually {@link Clock#systemUTC()}
 * @param monotonicNanos usually {@code System::nanoTime}
 * @param timers runs time limits; nothing on it blocks
 * @param ids makes request ids and the ids of mappings
 * @param random picks the version of an alias that has two; used under a function's lock
 */
public record LambdaRuntimeSettings(
    Supplier<URI> endpoint,
    FunctionCredentials credentials,
    IntSupplier nameServer,
    Invocations invocations,
    LogSink logs,
    FunctionMetrics metrics,
    Clock wallClock,
    LongSupplier monotonicNanos,
    ScheduledExecutorService timers,
    Supplier<String> ids,
    RandomGenerator random) {}
