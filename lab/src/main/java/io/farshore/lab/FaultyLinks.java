package io.farshore.lab;

import io.farshore.lab.dynamodb.RegionLinks;
import io.farshore.lab.faults.Faults;
import java.time.Duration;

/** What the lab's faults do to the replication of global tables. */
record FaultyLinks(Faults faults) implements RegionLinks {
  @Override
  public boolean isCut(String oneRegion, String otherRegion) {
    return faults.isCut(oneRegion, otherRegion);
  }

  @Override
  public Duration delay(String from, String to) {
    return faults.tableDelay(from, to);
  }
}
