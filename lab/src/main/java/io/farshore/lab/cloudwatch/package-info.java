/** Metrics and alarms: {@link io.farshore.lab.cloudwatch.CloudWatchService}. */
package io.farshore.lab.cloudwatch;
