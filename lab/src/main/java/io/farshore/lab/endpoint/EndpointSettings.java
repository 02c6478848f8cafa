package io.farshore.lab.endpoint;

/**
 * How the endpoint listens, and what an unreachable service looks like.
 *
 * @param port 0 for any that is free
 * @param silence what a client sees of a call that gets no answer
 */
public record EndpointSettings(int port, Silence silence) {

  /** What a client sees of a call that gets no answer. */
  public enum Silence {
    /** The connection is closed at once. */
    CLOSES,
    /** The connection stays open, and nothing comes, until the client's own time limit. */
    HANGS
  }

  /** On {@code port}; unreachable calls find their connection closed. */
  public static EndpointSettings onPort(int port) {
    return new EndpointSettings(port, Silence.CLOSES);
  }
}
