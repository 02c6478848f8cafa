package io.farshore.lab.lambda.mapping;

import io.farshore.lab.lambda.mapping.StreamSource.Position;
import io.farshore.lab.lambda.mapping.StreamSource.Shard;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a stream to a function: each shard by itself, one invocation at a time, a child shard only
 * after everything in its parents was handled. Thread-safe.
 */
public final class EventSourceMapping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);

  private final MappingRuntime runtime;
  private final Map<String, ShardPoller> pollers = new HashMap<>();
  private final Map<String, Position> firstShards = new HashMap<>();
  private final AutoCloseable changes;
  private MappingConfiguration configuration;
  private boolean enabled;
  private boolean refreshing;

  /**
   * Makes a mapping; it reads once it is enabled.
   *
   * @throws io.farshore.lab.endpoint.AwsError when there is no such stream
   */
  public EventSourceMapping(MappingConfiguration configuration, MappingRuntime runtime) {
    this.configuration = configuration;
    this.runtime = runtime;
    String stream = configuration.streamArn();
    runtime.source().shards(stream).forEach(shard -> firstShards.put(shard.id(), first(shard)));
    this.changes = runtime.source().onChange(stream, this::changed);
  }

  private Position first(Shard shard) {
    return switch (configuration.start()) {
      case TRIM_HORIZON -> new Position.TrimHorizon();
      case LATEST -> runtime.source().end(configuration.streamArn(), shard.id());
      case AT_TIMESTAMP -> new Position.AtTimestamp(configuration.startTimestamp().orElseThrow());
    };
  }

  /** How it reads now. */
  public synchronized MappingConfiguration configuration() {
    return configuration;
  }

  /** True while it reads. */
  public synchronized boolean enabled() {
    return enabled;
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

  /** Reads differently from the next batch on; stream, start and function stay. */
  public synchronized void configure(MappingConfiguration changed) {
    configuration = changed;
    pollers.values().forEach(poller -> poller.configure(changed));
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
      LOG.debug("The mapping of {} stops: the lab is closing", configuration.streamArn());
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
      List<Shard> shards = runtime.source().shards(configuration().streamArn());
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
      LOG.debug("The shards of {} cannot be listed now", configuration.streamArn(), e);
      refreshAfter(runtime.pace().retryMost());
    }
  }

  private boolean drained(List<String> parents, Map<String, Shard> known) {
    return parents.stream()
        .filter(known::containsKey)
        .allMatch(parent -> pollers.containsKey(parent) && pollers.get(parent).ended());
  }

  private void start(Shard shard) {
    Position position = firstShards.getOrDefault(shard.id(), new Position.TrimHorizon());
    ShardPoller poller =
        new ShardPoller(shard.id(), position, configuration, runtime, this::refresh);
    pollers.put(shard.id(), poller);
    poller.start();
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
}
