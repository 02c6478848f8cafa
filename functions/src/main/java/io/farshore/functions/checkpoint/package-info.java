/** Step 6: {@link io.farshore.functions.checkpoint.CheckpointReader}. */
package io.farshore.functions.checkpoint;
