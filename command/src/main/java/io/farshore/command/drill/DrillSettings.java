package io.farshore.command.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a drill does. Immutable, checked.
 *
 * @param input the change log; empty: generated
 * @param changes how many changes to generate; at least 10
 * @param seed of everything random in the drill
 * @param rate changes a second that the change log commits
 * @param shards open shards of the stream in each Region, 1 to 64
 * @param fault what goes wrong
 * @param at when it goes wrong
 * @param mode failover or switchover
 * @param trigger who starts the state machine
 * @param roundTrip between the two Regions
 * @param json where the result goes as JSON; empty: nowhere
 * @param report the folder of the evidence; empty: nowhere
 * @param failback heal afterwards, and switch back
 * @param port of the endpoint on 127.0.0.1; 0 takes a free one
 * @param lateRequestWindow how long a late request of a producer is waited for; 5 minutes on AWS
 * @param template of the Regional stacks; empty: Farshore's own
 */
record DrillSettings(
    Optional<Path> input,
    int changes,
    long seed,
    double rate,
    int shards,
    Fault fault,
    Moment at,
    Mode mode,
    Trigger trigger,
    Duration roundTrip,
    Optional<Path> json,
    Optional<Path> report,
    boolean failback,
    int port,
    Duration lateRequestWindow,
    Optional<Path> template) {

  /** What goes wrong. */
  enum Fault {
    REGION_LOSS("region-loss"),
    PARTITION("partition"),
    NONE("none");

    private final String option;

    Fault(String option) {
      this.option = option;
    }

    @Override
    public String toString() {
      return option;
    }
  }

  /** What the state machine is asked for. */
  enum Mode {
    FAILOVER,
    SWITCHOVER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Who starts the state machine. */
  enum Trigger {
    ALARM,
    MANUAL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
