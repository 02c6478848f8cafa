/** {@code farshore produce}: writes a change log by the producer library. */
package io.farshore.command.produce;
