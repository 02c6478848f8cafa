package io.farshore.lab.lambda.mapping;

import io.farshore.lab.lambda.mapping.SavedPositions.Place;
import io.farshore.lab.lambda.mapping.StreamSource.Position;
import io.farshore.lab.lambda.mapping.StreamSource.Shard;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a stream to a function: each shard by itself, a child shard only after everything in its
 * parents was handled. It goes on where a mapping of the same function and source had stopped, as
 * far as that is known. Thread-safe.
 */
public final class EventSourceMapping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);

  private final MappingRuntime runtime;
  private final Map<String, ShardPoller> pollers = new HashMap<>();
  private final Map<String, Position> firstShards = new HashMap<>();
  private final AutoCloseable changes;
  private MappingConfiguration configuration;
  private volatile Optional<Boolean> lastSucceeded = Optional.empty();
  private boolean enabled;
  private boolean refreshing;

  /**
   * Makes a mapping; it reads once it is enabled.
   *
   * @throws io.farshore.lab.endpoint.AwsError when there is no such stream, or the function's role
   *     may not read it
   */
  public EventSourceMapping(MappingConfiguration configuration, MappingRuntime runtime) {
    this.configuration = configuration;
    this.runtime = runtime;
    String stream = configuration.streamArn();
    runtime.source().admit(configuration);
    List<Shard> shards = source().shards(stream);
    boolean known = shards.stream().anyMatch(shard -> saved(shard.id()).isPresent());
    for (Shard shard : shards) {
      Optional<Position> saved = saved(shard.id()).map(Position.After::new);
      firstShards.put(shard.id(), saved.orElseGet(() -> known ? unseen() : first(shard)));
    }
    this.changes = runtime.source().onChange(stream, this::changed);
  }

  private StreamSource source() {
    return runtime.source().readFor(configuration());
  }

  private Optional<String> saved(String shardId) {
    return runtime.positions().find(place(shardId));
  }

  private Place place(String shardId) {
    return new Place(configuration.functionArn(), configuration.eventSourceArn(), shardId);
  }

  /** A shard that the mapping before this one had not come to. */
  private Position unseen() {
    return configuration.start() == MappingConfiguration.Start.AT_TIMESTAMP
        ? new Position.AtTimestamp(configuration.startTimestamp().orElseThrow())
        : new Position.TrimHorizon();
  }

  private Position first(Shard shard) {
    return switch (configuration.start()) {
      case TRIM_HORIZON -> new Position.TrimHorizon();
      case LATEST -> {
        Position end = source().end(configuration.streamArn(), shard.id());
        if (end instanceof Position.After after) {
          runtime.positions().save(place(shard.id()), after.sequenceNumber());
        }
        yield end;
      }
      case AT_TIMESTAMP -> new Position.AtTimestamp(configuration.startTimestamp().orElseThrow());
    };
  }

  /** How it reads now. */
  public synchronized MappingConfiguration configuration() {
    return configuration;
  }

  /** Whether the function did well last time; empty before the first time. */
  public Optional<Boolean> lastSucceeded() {
    return lastSucceeded;
  }

  /** Starts reading where it had stopped. */
  public void enable() {
    synchronized (this) {
      enabled = true;
      pollers.values().forEach(ShardPoller::start);
    }
    refresh();
  }

  /** Stops after the batches that are with the function now. */
  public synchronized void disable() {
    enabled = false;
    pollers.values().forEach(ShardPoller::stop);
  }

  /** Reads differently from the next batch on; stream and start stay. */
  public synchronized void configure(MappingConfiguration changed) {
    configuration = changed;
    pollers.values().forEach(poller -> poller.configure(changed));
  }

  /** Lets nobody go on from where it stops. */
  public synchronized void forget() {
    runtime.positions().forget(configuration.functionArn(), configuration.eventSourceArn());
  }

  private void changed() {
    synchronized (this) {
      if (refreshing || !enabled) {
        return;
      }
      refreshing = true;
    }
    refreshAfter(runtime.pace().poll());
  }

  private void refreshAfter(Duration delay) {
    try {
      runtime.timers().schedule(this::refreshAndRead, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The mapping of {} stops: the lab is closing", configuration.eventSourceArn());
    }
  }

  private void refreshAndRead() {
    synchronized (this) {
      refreshing = false;
      pollers.values().forEach(ShardPoller::arrived);
    }
    refresh();
  }

  /** Starts the shards whose parents are done with. */
  private void refresh() {
    try {
      List<Shard> shards = source().shards(configuration().streamArn());
      synchronized (this) {
        Map<String, Shard> known = new HashMap<>();
        shards.forEach(shard -> known.put(shard.id(), shard));
        for (Shard shard : shards) {
          if (enabled && !pollers.containsKey(shard.id()) && drained(shard.parents(), known)) {
            start(shard);
          }
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("The shards of {} cannot be listed now", configuration.eventSourceArn(), e);
      if (stillEnabled()) {
        refreshAfter(runtime.pace().retryMost());
      }
    }
  }

  private synchronized boolean stillEnabled() {
    return enabled;
  }

  private boolean drained(List<String> parents, Map<String, Shard> known) {
    return parents.stream()
        .filter(known::containsKey)
        .allMatch(parent -> pollers.containsKey(parent) && pollers.get(parent).ended());
  }

  private void start(Shard shard) {
    Position position = firstShards.getOrDefault(shard.id(), new Position.TrimHorizon());
    Place place = place(shard.id());
    ShardPoller poller =
        new ShardPoller(
            shard.id(),
            position,
            configuration,
            runtime,
            sequenceNumber -> handled(place, sequenceNumber),
            new Progress());
    pollers.put(shard.id(), poller);
    poller.start();
  }

  private void handled(Place place, String sequenceNumber) {
    runtime.positions().save(place, sequenceNumber);
  }

  /** Ends it for good. */
  @Override
  public void close() {
    disable();
    try {
      changes.close();
    } catch (Exception e) {
      throw new IllegalStateException("The listener of the stream does not close", e);
    }
  }

  private final class Progress implements ShardPoller.Listener {
    @Override
    public void ended() {
      refresh();
    }

    @Override
    public void invoked(boolean succeeded) {
      lastSucceeded = Optional.of(succeeded);
    }
  }
}
