/** A failover, end to end, on this machine: {@link io.farshore.command.drill.Drill}. */
package io.farshore.command.drill;
