package io.farshore.functions.probe;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.failover.Standing;
import io.farshore.core.failover.VantagePoint;
import io.farshore.core.failover.Verdict;
import java.util.Optional;

/**
 * One look at the peer.
 *
 * @param verdict of all vantage points
 * @param peerIsActive there is something to watch; empty when the own replica does not answer
 * @param inForce the epoch in force; empty when there is none, or the own replica does not answer
 * @param regionIsActive whether this Region claims to be the active one: its epoch is in force and
 *     {@code ACTIVE} here, and no producer follows a later one; empty when the own replica does not
 *     answer
 * @param standing of the data in this Region; empty when the peer is not active, or unknown
 */
record Look(
    Verdict verdict,
    Optional<Boolean> peerIsActive,
    Optional<Epoch> inForce,
    Optional<Boolean> regionIsActive,
    Optional<Standing> standing) {

  /** One of the points. */
  Optional<VantagePoint> point(String name) {
    return verdict.points().stream().filter(point -> point.name().equals(name)).findFirst();
  }
}
