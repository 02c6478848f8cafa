/**
 * What handlers say: {@link EmbeddedMetrics} in CloudWatch's embedded metric format, and {@link
 * JsonLog}, one JSON object a line. Never data of a record.
 */
package io.farshore.functions.observability;
