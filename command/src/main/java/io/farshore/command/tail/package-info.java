/** {@code farshore tail}: the records of a Region's stream, live. */
package io.farshore.command.tail;
