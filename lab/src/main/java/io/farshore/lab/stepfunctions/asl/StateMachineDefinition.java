package io.farshore.lab.stepfunctions.asl;

import java.time.Duration;
import java.util.Optional;

/**
 * A valid, compiled state machine. Immutable, but its expressions belong to one event loop.
 *
 * @param timeout the top-level {@code TimeoutSeconds}; empty for none
 */
public record StateMachineDefinition(Block block, Optional<Duration> timeout) {}
