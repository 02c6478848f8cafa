/**
 * Streams, as the protocol sees them: {@link io.farshore.core.stream.RegionalStream} is the port.
 */
package io.farshore.core.stream;
