package io.farshore.producer;

import io.farshore.core.stream.Region;
import io.farshore.core.time.Cause;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which Regions answer: the producers are one of the vantage points that a failover asks. A Region
 * is reached while the last call to its control table and to its stream that ended was answered,
 * and not too long ago.
 */
final class Reachability {

  private final EventLoop loop;
  private final Duration lately;
  private final Consumer<String> failures;
  private final Map<Key, Long> answeredAtNanos = new HashMap<>();
  private final Map<Key, String> lastFailure = new HashMap<>();

  /**
   * Nothing has answered yet.
   *
   * @param lately how long an answer counts
   * @param failures hears of a failure once for each change of its message
   */
  Reachability(EventLoop loop, Duration lately, Consumer<String> failures) {
    this.loop = loop;
    this.lately = lately;
    this.failures = failures;
  }

  Attempt table(Region region) {
    return new Attempt(new Key(region, Service.TABLE));
  }

  Attempt stream(Region region) {
    return new Attempt(new Key(region, Service.STREAM));
  }

  /** A report: it may fail for reasons of its own, and does not count as reaching. */
  Attempt report(Region region) {
    return new Attempt(new Key(region, Service.REPORT));
  }

  /** What fails now; empty when nothing does. */
  Optional<String> problem() {
    return lastFailure.values().stream().sorted().findFirst();
  }

  Set<Region> of(Collection<Region> regions) {
    Set<Region> reached = new TreeSet<>();
    for (Region region : regions) {
      if (answers(new Key(region, Service.TABLE)) && answers(new Key(region, Service.STREAM))) {
        reached.add(region);
      }
    }
    return reached;
  }

  private boolean answers(Key key) {
    Long at = answeredAtNanos.get(key);
    return at != null
        && !lastFailure.containsKey(key)
        && loop.monotonicNanos() - at <= lately.toNanos();
  }

  private enum Service {
    TABLE,
    STREAM,
    REPORT
  }

  private record Key(Region region, Service service) {}

  /** One call. */
  final class Attempt {
    private final Key key;

    private Attempt(Key key) {
      this.key = key;
    }

    /** It has ended; {@code failure} null: answered. */
    void ended(Throwable failure) {
      if (failure == null) {
        answeredAtNanos.put(key, loop.monotonicNanos());
        lastFailure.remove(key);
        return;
      }
      String message = String.valueOf(Cause.of(failure).getMessage());
      if (!message.equals(lastFailure.put(key, message))) {
        failures.accept(message);
      }
    }
  }
}
