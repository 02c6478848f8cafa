/** What Farshore, and everybody else, expects of Kinesis Data Streams. */
package io.farshore.conformance.kinesis;
