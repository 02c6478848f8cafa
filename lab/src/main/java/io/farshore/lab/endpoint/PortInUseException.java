package io.farshore.lab.endpoint;

/** Something else listens on the port. */
public final class PortInUseException extends RuntimeException {

  PortInUseException(int port, Throwable cause) {
    super(
        "Port "
            + port
            + " on 127.0.0.1 is in use: stop what listens there, or choose another port (0 takes any"
            + " that is free)",
        cause);
  }
}
