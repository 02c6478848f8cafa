package io.farshore.producer;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.heartbeat.FarshoreRecord;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.heartbeat.Heartbeat;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.stream.StreamRecord;
import io.farshore.core.testing.Fault;
import io.farshore.core.testing.InMemoryCheckpointTable;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Two Regions in memory, change logs in memory, and producers that come and go. */
final class Rig {

  static final StreamName STREAM = new StreamName("orders");
  static final Region EAST = new Region("us-east-1");
  static final Region OHIO = new Region("us-east-2");
  static final ProducerId P1 = new ProducerId("p1");
  static final Duration LEASE = Duration.ofSeconds(10);
  static final Instant COMMITS_FROM = Instant.parse("2025-01-01T00:00:00Z");

  final VirtualEventLoop loop = new VirtualEventLoop();
  final Side east = new Side(EAST);
  final Side ohio = new Side(OHIO);
  final MemoryLog log = new MemoryLog();
  final MemoryState state = new MemoryState();
  final Events events = new Events();
  ProducerSettings settings = ProducerSettings.defaults(LEASE, Duration.ofSeconds(1));

  /** One Region. */
  final class Side {
    final InMemoryEpochTable epochs;
    final InMemoryCheckpointTable checkpoints;
    final InMemoryStream stream;

    Side(Region region) {
      epochs = new InMemoryEpochTable(region, loop);
      checkpoints = new InMemoryCheckpointTable(region, loop);
      stream = new InMemoryStream(STREAM, region, 2, loop);
      stream.faults().roundTrip(Duration.ofMillis(20));
      epochs.faults().roundTrip(Duration.ofMillis(20));
    }

    RegionPorts ports() {
      return new RegionPorts(epochs, checkpoints, stream);
    }

    void reachable(boolean reachable) {
      Fault fault = reachable ? Fault.NONE : Fault.UNREACHABLE;
      epochs.faults().all(fault);
      checkpoints.faults().all(fault);
      stream.faults().all(fault);
    }

    /** The changes' numbers in the stream, shard by shard, for one key. */
    List<Long> numbers(String key) {
      return stream.records().stream()
          .filter(put -> put.partitionKey().equals(key))
          .map(put -> Long.parseLong(text(put).split("@")[0]))
          .toList();
    }

    List<String> changes() {
      return stream.records().stream()
          .filter(put -> FarshoreRecords.decode(put.data()).isEmpty())
          .map(Rig::text)
          .toList();
    }

    List<Heartbeat> heartbeats() {
      return heartbeats(P1);
    }

    List<Heartbeat> heartbeats(ProducerId producer) {
      return stream.records().stream()
          .map(put -> FarshoreRecords.decode(put.data()))
          .flatMap(Optional::stream)
          .map(FarshoreRecord.class::cast)
          .filter(Heartbeat.class::isInstance)
          .map(Heartbeat.class::cast)
          .filter(heartbeat -> heartbeat.producer().equals(producer))
          .sorted(Comparator.comparing(Heartbeat::sentAt))
          .toList();
    }

    Heartbeat lastHeartbeat() {
      List<Heartbeat> all = heartbeats();
      return all.get(all.size() - 1);
    }

    ProducerReport report() {
      return loop.await(() -> checkpoints.reports(STREAM)).stream()
          .filter(report -> report.producer().equals(P1))
          .findFirst()
          .orElseThrow();
    }
  }

  static String text(StreamRecord put) {
    return StandardCharsets.UTF_8.decode(put.data().duplicate()).toString();
  }

  Side side(Region region) {
    return region.equals(EAST) ? east : ohio;
  }

  /** A producer that is not started yet. */
  Producer producer() {
    return producer(P1, log, state);
  }

  Producer producer(ProducerId id, MemoryLog from, ProducerStateStore store) {
    return new Producer(
        id,
        STREAM,
        List.of(east.ports(), ohio.ports()),
        from,
        store,
        settings,
        loop,
        new Random(1),
        events);
  }

  /** A producer that has run for three seconds. */
  Producer started() {
    Producer producer = producer();
    producer.start();
    run(3);
    return producer;
  }

  void run(double seconds) {
    loop.advance(Duration.ofMillis((long) (seconds * 1000)));
  }

  /** Puts an epoch into the replica of its own Region, and of those given. */
  Epoch put(Epoch epoch, Side... heardBy) {
    side(epoch.activeRegion()).epochs.put(STREAM, epoch);
    Stream.of(heardBy).forEach(side -> side.epochs.put(STREAM, epoch));
    return epoch;
  }

  Epoch active(long number, Region region) {
    return active(number, region, Watermark.START);
  }

  Epoch active(long number, Region region, Watermark resumeFrom) {
    return epoch(number, region, Phase.ACTIVE, resumeFrom, Optional.empty());
  }

  Epoch fencing(long number, Region region) {
    return epoch(number, region, Phase.FENCING, Watermark.START, Optional.empty());
  }

  Epoch draining(long number, Region region, Instant deadline) {
    return epoch(number, region, Phase.DRAINING, Watermark.START, Optional.of(deadline));
  }

  Epoch abandoned(long number, Region region) {
    return epoch(number, region, Phase.ABANDONED, Watermark.START, Optional.empty());
  }

  private static Epoch epoch(
      long number, Region region, Phase phase, Watermark resumeFrom, Optional<Instant> deadline) {
    return new Epoch(
        new EpochId(number, region),
        phase,
        Map.<String, NamedShard>of(),
        resumeFrom.equals(Watermark.START) ? Map.of() : Map.of(P1, resumeFrom),
        "test",
        Optional.empty(),
        VirtualEventLoop.START,
        Optional.empty(),
        Optional.empty(),
        deadline,
        false);
  }

  /** Heard events, as words. */
  static final class Events implements ProducerListener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void followed(EpochId epoch, Watermark from) {
      heard.add("followed " + epoch.number());
    }

    @Override
    public void resumed(EpochId epoch) {
      heard.add("resumed " + epoch.number());
    }

    @Override
    public void paused(String why) {
      heard.add("paused");
    }

    @Override
    public void firstAcknowledgement(EpochId epoch, Instant at) {
      heard.add("acknowledged " + epoch.number());
    }

    @Override
    public void flushing(EpochId prepared) {
      heard.add("flushing " + prepared.number());
    }

    @Override
    public void drained(Watermark lowWatermark) {
      heard.add("drained");
    }

    @Override
    public void failed(String message) {
      heard.add("failed " + message);
    }
  }

  /** State in memory, with every write kept. */
  static final class MemoryState implements ProducerStateStore {
    final List<ProducerState> saved = new ArrayList<>();
    Runnable onSave = () -> {};

    @Override
    public Optional<ProducerState> load() {
      return saved.isEmpty() ? Optional.empty() : Optional.of(last());
    }

    @Override
    public void save(ProducerState next) {
      onSave.run();
      saved.add(next);
    }

    ProducerState last() {
      return saved.get(saved.size() - 1);
    }
  }

  static ProducerPhase phase(Producer producer) {
    return producer.status().phase();
  }
}
