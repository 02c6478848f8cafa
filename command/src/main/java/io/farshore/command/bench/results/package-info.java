/**
 * What measurements leave behind: one JSON file each, and {@link
 * io.farshore.command.bench.results.ResultsPage}, which puts them together.
 */
package io.farshore.command.bench.results;
