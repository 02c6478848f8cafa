package io.farshore.command.operate;

import io.farshore.core.epoch.Epochs;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.Region;
import java.util.List;
import java.util.Optional;

/**
 * What one Region shows of a stream.
 *
 * @param region the Region
 * @param tables what its replicas of the tables show
 * @param machine what its state machine does
 */
record RegionLook(Region region, Answer<Tables> tables, Answer<Machine> machine) {

  /**
   * What its replicas show.
   *
   * @param epochs of the stream; none when it is not registered here
   * @param settings of this Region
   * @param standing how much of the data is here
   * @param history oldest first
   */
  record Tables(Epochs epochs, StreamSettings settings, Standing standing, List<Past> history) {}

  boolean answers() {
    return tables.value().isPresent();
  }

  Optional<Epochs> epochs() {
    return tables.value().map(Tables::epochs);
  }

  Optional<Standing> standing() {
    return tables.value().map(Tables::standing);
  }

  List<Machine.Running> running() {
    return machine.value().map(Machine::running).orElse(List.of());
  }
}
