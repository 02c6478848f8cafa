/** Epochs, the fencing tokens: {@link io.farshore.core.epoch.EpochTable} is the port. */
package io.farshore.core.epoch;
