/**
 * A switchover's own steps: {@link io.farshore.functions.drain.PrepareSwitchover} and {@link
 * io.farshore.functions.drain.CheckDrain}.
 */
package io.farshore.functions.drain;
