/** {@code farshore bench failover}: how long it takes to recover, what of, and why. */
package io.farshore.command.bench.failover;
