/** Step 2, and the metrics that alarms watch: {@link io.farshore.functions.probe.HealthProbe}. */
package io.farshore.functions.probe;
