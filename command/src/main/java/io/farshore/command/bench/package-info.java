/**
 * Measurements in the lab: {@code farshore bench}. What they find is kept as JSON in {@code
 * bench/results}, and put together as {@code bench/RESULTS.md}.
 */
package io.farshore.command.bench;
