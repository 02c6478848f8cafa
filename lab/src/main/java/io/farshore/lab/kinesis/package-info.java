/**
 * Kinesis Data Streams: {@link io.farshore.lab.kinesis.KinesisService} answers its API, {@link
 * io.farshore.lab.kinesis.StreamReader} lets event source mappings and reports read within the JVM.
 */
package io.farshore.lab.kinesis;
