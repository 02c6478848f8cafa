/**
 * Benchmarks of the copy path's hot pieces, so that a regression is seen: {@link
 * io.farshore.bench.MicroReport} runs them.
 */
package io.farshore.bench;
