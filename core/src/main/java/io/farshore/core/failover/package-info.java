/**
 * Failover, switchover and the first epoch, as decisions and steps on the ports. {@link
 * io.farshore.core.failover.Planner} is the first step; each later one is a class of its own.
 */
package io.farshore.core.failover;
