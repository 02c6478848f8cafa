/**
 * The source of a producer's changes: {@link io.farshore.producer.changelog.ChangeLog} is what a
 * reader implements, {@link io.farshore.producer.changelog.JsonLinesChangeLog} reads a file.
 */
package io.farshore.producer.changelog;
