package io.farshore.producer;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.core.setting.Configuration;
import io.farshore.core.time.Cause;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.producer.changelog.Growth;
import io.farshore.producer.changelog.JsonLinesChangeLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * One producer as a process: everything comes from the environment ({@link AgentOptions}, {@link
 * ProducerSettings}, {@link AwsSettings#from}). It runs until it is told to end (SIGTERM), and then
 * flushes for a short time.
 */
public final class Agent implements AutoCloseable {

  private static final int WRONG_USAGE = 2;
  private static final int FLUSH_SECONDS = 20;

  private final ThreadEventLoop loop;
  private final AwsAdapters adapters;
  private final JsonLinesChangeLog log;
  private final Producer producer;

  private Agent(
      ThreadEventLoop loop, AwsAdapters adapters, JsonLinesChangeLog log, Producer producer) {
    this.loop = loop;
    this.adapters = adapters;
    this.log = log;
    this.producer = producer;
  }

  /** Runs an agent. Exit code 2: something in the environment is wrong; it says what. */
  public static void main(String[] arguments) {
    Supplier<Map<String, String>> environment = System::getenv;
    try {
      Agent agent = start(environment.get());
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    agent.close();
                    ended.countDown();
                  },
                  "farshore-producer-end"));
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Throwable cause = Cause.of(e);
      System.err.println("The producer has not started: " + cause.getMessage());
      System.exit(WRONG_USAGE);
    }
  }

  /**
   * Starts one.
   *
   * @throws IllegalArgumentException naming the variable that is wrong
   * @throws io.farshore.producer.changelog.ChangeLogUnreadable when the log can't be opened
   * @throws ProducerStateStore.StateUnavailable when the state can't be read
   */
  public static Agent start(Map<String, String> environment) {
    Configuration given = new Configuration(environment);
    AgentOptions options = AgentOptions.from(given);
    AwsSettings aws = AwsSettings.from(environment);
    ProducerSettings settings =
        ProducerSettings.from(given, options.leaseLife(), aws.callTimeout());
    JsonLinesChangeLog log =
        JsonLinesChangeLog.open(
            options.changeLog(), options.commitTimestampPointer(), new Growth.Appended());
    ThreadEventLoop loop =
        new ThreadEventLoop("farshore-producer", Clock.systemUTC(), System::nanoTime);
    AwsAdapters adapters = new AwsAdapters(aws, loop);
    Producer producer =
        new Producer(
            options.producer(),
            options.stream(),
            ports(adapters, options),
            log,
            new FileStateStore(options.stateFile()),
            settings,
            loop,
            RandomGenerator.getDefault(),
            ProducerListener.NONE);
    Agent agent = new Agent(loop, adapters, log, producer);
    try {
      producer.start().join();
    } catch (CompletionException e) {
      agent.release();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return agent;
  }

  private static List<RegionPorts> ports(AwsAdapters adapters, AgentOptions options) {
    return options.regions().stream()
        .map(region -> RegionPorts.of(adapters, region, options.stream()))
        .toList();
  }

  /** How the producer is. */
  public ProducerStatus status() {
    return producer.status();
  }

  /** Flushes for a short time, and ends. */
  @Override
  public void close() {
    try {
      producer.stop().get(FLUSH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException ignored) {
      // What was not acknowledged comes again: the state keeps the low watermark.
    } finally {
      release();
    }
  }

  private void release() {
    loop.close();
    adapters.close();
    log.close();
  }
}
