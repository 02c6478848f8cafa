package io.farshore.command.drill;

import io.farshore.core.stream.ProducerId;
import io.farshore.producer.ProducerStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A producer of a scenario, with its change log: it can be killed, restarted and frozen. */
public final class Writer implements AutoCloseable {

  private static final double CHANGES_A_SECOND = 150;

  private final World world;
  private final ProducerId id;
  private final List<byte[]> lines;
  private final Path log;
  private final StateFile state = StateFile.temporary();
  private final CommitPace pace = new CommitPace(CHANGES_A_SECOND, System::nanoTime);
  private int committed;
  private DrillProducer producer;
  private CompletableFuture<Void> thawed = CompletableFuture.completedFuture(null);

  Writer(World world, String name, int changes, long seed) {
    this.world = world;
    this.id = new ProducerId(name);
    this.lines = GeneratedChanges.lines(changes, seed, name);
    this.log = written(lines);
    this.producer = made();
  }

  private static Path written(List<byte[]> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      bytes.writeBytes(line);
      bytes.write('\n');
    }
    try {
      return Files.write(Files.createTempFile("farshore-changes-", ".jsonl"), bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DrillProducer made() {
    Told told = new Told(world.timeline(), "producer " + id);
    return new DrillProducer(world.lab(), id, log, pace, state.path(), 1, told);
  }

  /** So many more changes are committed from now on, at 150 a second. */
  public void commit(int changes) {
    committed = Math.min(lines.size(), committed + changes);
    pace.commitUpTo(committed);
  }

  void commitRest() {
    commit(lines.size());
  }

  /** Commits so many more, and waits until a Region's stream has all that was committed so far. */
  public void write(int changes, String region) {
    commit(changes);
    awaitIn(region);
  }

  /** Waits until a Region's stream has all that was committed so far. */
  public void awaitIn(String region) {
    world.await("the changes of " + id + " in " + region, () -> missingIn(region).isEmpty());
  }

  /** The committed changes that a Region's stream lacks. */
  public List<byte[]> missingIn(String region) {
    Set<String> there = world.texts(region);
    return lines.subList(0, committed).stream()
        .filter(line -> !there.contains(World.text(line)))
        .toList();
  }

  /** How it is. */
  public ProducerStatus status() {
    return producer.status();
  }

  /** Waits until it follows an epoch. */
  public void awaitEpoch(long number) {
    world.await(
        id + " to follow epoch " + number,
        () -> status().epoch().filter(epoch -> epoch.number() == number).isPresent());
  }

  void awaitDone() {
    world.await("the end of the change log of " + id, () -> status().isDone());
  }

  /** Freezes its process. */
  public void freeze() {
    thawed = producer.freeze();
    world.timeline().say("producer " + id + " freezes");
  }

  /** Lets it go on. */
  public void thaw() {
    world.timeline().say("producer " + id + " thaws");
    thawed.complete(null);
  }

  /** Kills its process: nothing is flushed. */
  public void kill() {
    world.timeline().say("producer " + id + " is killed");
    producer.close();
  }

  /** Starts another process with what the one before kept. */
  public void restart() {
    producer = made();
    producer.start();
    world.timeline().say("producer " + id + " is started again");
  }

  /** Ends it in good order. */
  public void stop() {
    producer.stop(Duration.ofSeconds(30));
  }

  DrillProducer producer() {
    return producer;
  }

  ProducerId id() {
    return id;
  }

  List<byte[]> lines() {
    return lines;
  }

  @Override
  public void close() {
    thawed.complete(null);
    producer.close();
    state.close();
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
