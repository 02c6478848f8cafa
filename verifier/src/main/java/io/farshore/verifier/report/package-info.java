/**
 * What a drill says at its end: the figures, {@code report.json} and the page {@code report.html}.
 * Start at {@link io.farshore.verifier.report.DrillReport}.
 */
package io.farshore.verifier.report;
