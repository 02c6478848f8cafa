/**
 * Farshore's producer: {@link io.farshore.producer.Producer} writes one change log to the Region of
 * the epoch in force, {@link io.farshore.producer.Agent} runs one as a process.
 */
package io.farshore.producer;
