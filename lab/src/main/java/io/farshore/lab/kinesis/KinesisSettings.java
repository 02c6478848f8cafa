package io.farshore.lab.kinesis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the lab's Kinesis is like. Immutable.
 *
 * @param limits whether shards and calls have the rates that AWS gives them
 * @param changes how long streams and consumers take to be made, changed and deleted
 * @param folder where streams and records are kept; empty: in memory only
 */
public record KinesisSettings(boolean limits, Duration changes, Optional<Path> folder) {}
