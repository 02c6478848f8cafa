/**
 * Event source mappings of Kinesis streams: {@link
 * io.farshore.lab.lambda.mapping.EventSourceMapping} hands the records of each shard to a function,
 * in order, until they are handled.
 */
package io.farshore.lab.lambda.mapping;
