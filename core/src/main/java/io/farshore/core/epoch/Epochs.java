package io.farshore.core.epoch;

import io.farshore.core.stream.Region;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The epochs of a stream, as one replica shows them, or several merged. Immutable. */
public final class Epochs {

  private final NavigableMap<EpochId, Epoch> byId;

  private Epochs(NavigableMap<EpochId, Epoch> byId) {
    this.byId = Collections.unmodifiableNavigableMap(byId);
  }

  /** Of the items of one replica, in any order. */
  public static Epochs of(Collection<Epoch> epochs) {
    NavigableMap<EpochId, Epoch> byId = new TreeMap<>();
    epochs.forEach(epoch -> byId.merge(epoch.id(), epoch, Epochs::later));
    return new Epochs(byId);
  }

  /** What two replicas show together: of an epoch seen in both the later phase counts. */
  public Epochs merge(Epochs other) {
    NavigableMap<EpochId, Epoch> merged = new TreeMap<>(byId);
    other.byId.forEach((id, epoch) -> merged.merge(id, epoch, Epochs::later));
    return new Epochs(merged);
  }

  private static Epoch later(Epoch a, Epoch b) {
    return b.phase().compareTo(a.phase()) > 0 ? b : a;
  }

  /** True when the stream is not registered, as far as is known here. */
  public boolean isEmpty() {
    return byId.isEmpty();
  }

  /** All, ascending by number. */
  public Collection<Epoch> all() {
    return byId.values();
  }

  /** One epoch; empty when it is not known here. */
  public Optional<Epoch> find(EpochId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The epoch in force: the highest one that is {@code FENCING} or {@code ACTIVE}. */
  public Optional<Epoch> inForce() {
    return highest(epoch -> epoch.phase().isInForce());
  }

  /** True where {@code id}, or one above it, is in force here. */
  public boolean hasHeardOf(EpochId id) {
    return inForce().filter(known -> known.id().compareTo(id) >= 0).isPresent();
  }

  /** The highest epoch of any phase. */
  public Optional<Epoch> highest() {
    return highest(epoch -> true);
  }

  /** The last epoch whose opening was heard here, whoever owned it. */
  public Optional<Epoch> lastOpened() {
    return highest(epoch -> epoch.phase() == Phase.ACTIVE);
  }

  /** The last epoch whose opening was heard here, below {@code number}. */
  public Optional<Epoch> lastOpenedBelow(long number) {
    return highest(epoch -> epoch.phase() == Phase.ACTIVE && epoch.number() < number);
  }

  /** An epoch that a switchover prepares, above the one in force. */
  public Optional<Epoch> draining() {
    long inForce = inForce().map(Epoch::number).orElse(0L);
    return highest(epoch -> epoch.phase() == Phase.DRAINING && epoch.number() > inForce);
  }

  /** The last epoch in force that {@code region} owned; empty when it never did. */
  public Optional<Epoch> lastOf(Region region) {
    return highest(epoch -> epoch.phase().isInForce() && epoch.activeRegion().equals(region));
  }

  /** The first epoch in force above {@code number}: the one that ended it. */
  public Optional<Epoch> firstInForceAbove(long number) {
    return byId.values().stream()
        .filter(epoch -> epoch.phase().isInForce() && epoch.number() > number)
        .findFirst();
  }

  private Optional<Epoch> highest(Predicate<Epoch> wanted) {
    return byId.descendingMap().values().stream().filter(wanted).findFirst();
  }
}
