/**
 * Checkpoints, watermarks and what producers report: {@link
 * io.farshore.core.checkpoint.CheckpointTable} is the port.
 */
package io.farshore.core.checkpoint;
