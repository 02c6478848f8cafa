package io.farshore.core.failover;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a start asks for. */
public enum Mode {
  /** Move to the target, whether or not the other Region answers. */
  FAILOVER,
  /** Move to the target, both Regions healthy: producers drain first, nothing repeats. */
  SWITCHOVER,
  /** A new epoch in the Region that is active already: producers rewind to W and mark again. */
  RESYNC,
  /** Take back a switchover that is still draining. */
  ABANDON;

  /** As it is written in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the label; empty when it is none. */
  public static Optional<Mode> of(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
  }
}
