/** Step 11: {@link io.farshore.functions.report.ReportOutcome}. */
package io.farshore.functions.report;
