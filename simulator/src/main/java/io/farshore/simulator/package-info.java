/** Simulates the whole system by seed: {@link io.farshore.simulator.Simulation} is the way in. */
package io.farshore.simulator;
