package io.farshore.lab.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A function with its versions and aliases. Thread-safe. */
final class LambdaFunction implements AutoCloseable {

  private final Function<FunctionConfiguration, EnvironmentPool> pools;
  private final SortedMap<Integer, EnvironmentPool> versions = new TreeMap<>();
  private final Map<String, String> aliases = new ConcurrentHashMap<>();
  private EnvironmentPool latest;

  LambdaFunction(
      FunctionConfiguration configuration, Function<FunctionConfiguration, EnvironmentPool> pools) {
    this.pools = pools;
    this.latest = pools.apply(configuration);
  }

  /** The pool that a version, an alias, or (empty) {@code $LATEST} stands for. */
  synchronized Optional<EnvironmentPool> resolve(Optional<String> qualifier) {
    if (qualifier.isEmpty() || qualifier.get().equals(FunctionConfiguration.LATEST)) {
      return Optional.of(latest);
    }
    String version = aliases.getOrDefault(qualifier.get(), qualifier.get());
    return version.matches("[0-9]{1,9}")
        ? Optional.ofNullable(versions.get(Integer.valueOf(version)))
        : Optional.empty();
  }

  synchronized FunctionConfiguration latest() {
    return latest.function();
  }

  /** Freezes {@code $LATEST} as the next version; the same one again when nothing changed. */
  synchronized FunctionConfiguration publish() {
    int last = versions.isEmpty() ? 0 : versions.lastKey();
    if (last > 0) {
      FunctionConfiguration published = versions.get(last).function();
      if (published.equals(latest().as(published.version()))) {
        return published;
      }
    }
    FunctionConfiguration published = latest().as(String.valueOf(last + 1));
    versions.put(last + 1, pools.apply(published));
    return published;
  }

  synchronized void update(FunctionConfiguration configuration) {
    latest.close();
    latest = pools.apply(configuration);
  }

  Map<String, String> aliases() {
    return aliases;
  }

  synchronized int killBusy() {
    return latest.killBusy() + versions.values().stream().mapToInt(EnvironmentPool::killBusy).sum();
  }

  @Override
  public synchronized void close() {
    latest.close();
    versions.values().forEach(EnvironmentPool::close);
  }
}
