package io.farshore.functions.testing;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.core.checkpoint.CheckpointTable;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.core.checkpoint.TakenWatermark;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.setting.Configuration;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import io.farshore.core.testing.InMemoryCheckpointTable;
import io.farshore.core.testing.InMemoryEpochTable;
import io.farshore.core.testing.InMemoryStream;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.functions.handler.Ports;
import io.farshore.functions.handler.Stack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** The stack of us-east-2, whose peer us-east-1 is active in epoch 1; two shards each. */
public final class StackInMemory implements Ports {

  public static final Region X = new Region("us-east-1");
  public static final Region Y = new Region("us-east-2");
  public static final StreamName ORDERS = new StreamName("orders");
  public static final ProducerId P1 = new ProducerId("p1");
  public static final String SHARD = "shardId-000000000000";
  public static final String OTHER_SHARD = "shardId-000000000001";

  /** What the clock shows at first. */
  public static final Instant T0 = VirtualEventLoop.START;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public final VirtualEventLoop loop = new VirtualEventLoop();
  public final InMemoryEpochTable epochsX = new InMemoryEpochTable(X, loop);
  public final InMemoryEpochTable epochsY = new InMemoryEpochTable(Y, loop);
  public final InMemoryCheckpointTable checkpointsX = new InMemoryCheckpointTable(X, loop);
  public final InMemoryCheckpointTable checkpointsY = new InMemoryCheckpointTable(Y, loop);
  public final InMemoryStream streamX = new InMemoryStream(ORDERS, X, 2, loop);
  public final InMemoryStream streamY = new InMemoryStream(ORDERS, Y, 2, loop);
  public final List<String> log = new ArrayList<>();
  public final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "AWS_REGION", "us-east-2",
              "PEER_REGION", "us-east-1",
              "STREAM_NAME", "orders",
              "LEASE_MILLIS", "4000",
              "LEASE_MARGIN_MILLIS", "1000"));

  /** The time that a function has left, in milliseconds. */
  public IntSupplier remainingMillis = () -> 60_000;

  /** Registered in us-east-1; both replicas have heard of it. */
  public StackInMemory() {
    active(1, X, T0.minusSeconds(3600));
    epochsY.copyTo(epochsX);
  }

  /** As the handlers are given it. */
  public Stack stack() {
    return new Stack(new Configuration(environment), Y, X, ORDERS, this, loop, loop::await);
  }

  /** An active epoch, in the replica of us-east-2. */
  public void active(long number, Region region, Instant since) {
    put(number, region, Phase.ACTIVE, since);
  }

  /** An epoch in the replica of us-east-2. */
  public void put(long number, Region region, Phase phase, Instant since) {
    Map<String, NamedShard> shards =
        phase == Phase.ACTIVE
            ? Map.of(
                SHARD, new NamedShard.Open(SequenceNumber.of("1"), List.of()),
                OTHER_SHARD, new NamedShard.Open(SequenceNumber.of("1"), List.of()))
            : Map.of();
    epochsY.put(
        ORDERS,
        new Epoch(
            new EpochId(number, region),
            phase,
            shards,
            Map.of(),
            "a test",
            Optional.empty(),
            since,
            phase.isInForce() ? Optional.of(since) : Optional.empty(),
            phase == Phase.ACTIVE ? Optional.of(since) : Optional.empty(),
            phase == Phase.DRAINING ? Optional.of(since.plusSeconds(60)) : Optional.empty(),
            false));
  }

  /** A report of p1 into us-east-2, as of now. */
  public void reported(long epoch, Region region, ProducerPhase phase, Region... reaches) {
    ProducerReport report =
        new ProducerReport(
            P1,
            new EpochId(epoch, region),
            phase,
            Watermark.at(T0.minusSeconds(5), "17"),
            Watermark.START,
            loop.wallTime(),
            Set.of(reaches),
            100,
            Optional.of(loop.wallTime()));
    loop.await(() -> checkpointsY.report(ORDERS, report).thenApply(ignored -> true));
  }

  /** Every shard of us-east-1 is copied to p1's watermark, by a heartbeat of that time. */
  public void copied(Instant sentAt) {
    for (String shardId : List.of(SHARD, OTHER_SHARD)) {
      checkpointsY.put(
          ORDERS,
          X,
          new ShardCheckpoint(
              shardId,
              1,
              Optional.of(SequenceNumber.of("9")),
              Optional.empty(),
              Map.of(P1, new TakenWatermark(Watermark.at(T0.minusSeconds(5), "17"), sentAt)),
              sentAt,
              Optional.of(sentAt),
              List.of(),
              false));
    }
  }

  /** Invokes a handler with a file of {@code events/}. */
  public JsonNode invoke(RequestStreamHandler handler, String event) {
    return invokeWith(handler, event(event));
  }

  /** Invokes a handler with JSON. */
  public JsonNode invokeWith(RequestStreamHandler handler, String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), out, context());
      return MAPPER.readTree(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file of {@code events/}. */
  public static String event(String name) {
    try {
      return Files.readString(Path.of(System.getProperty("farshore.root"), "events", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A metric as the log shows it, last value first; empty when it was not written. */
  public List<Double> metric(String name) {
    List<Double> values = new ArrayList<>();
    for (String line : log) {
      try {
        JsonNode json = MAPPER.readTree(line);
        if (json.has("_aws") && json.has(name)) {
          values.add(0, json.get(name).asDouble());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return values;
  }

  private Context context() {
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            log.add(message);
          }

          @Override
          public void log(byte[] message) {
            log.add(new String(message, StandardCharsets.UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getLogger" -> logger;
                  case "getRemainingTimeInMillis" -> remainingMillis.getAsInt();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Override
  public EpochTable epochs(Region region) {
    return region.equals(X) ? epochsX : epochsY;
  }

  @Override
  public CheckpointTable checkpoints(Region region) {
    return region.equals(X) ? checkpointsX : checkpointsY;
  }

  @Override
  public RegionalStream stream(Region region, StreamName name) {
    return region.equals(X) ? streamX : streamY;
  }
}
