package io.farshore.command.bench.coldstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.command.up.DeployedLab;
import io.farshore.command.up.Deployment;
import io.farshore.command.up.Registration;
import io.farshore.lab.LabSettings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Two Regions with an open epoch, for functions outside of them to work on. */
final class ColdLab implements AutoCloseable {

  static final String STREAM = "orders";
  private static final BigInteger FAR_ABOVE_THE_MARKER = BigInteger.TEN.pow(60);

  private final DeployedLab lab;
  private final Clock clock;
  private final String shardId;
  private long records;

  private ColdLab(DeployedLab lab, Clock clock) {
    this.lab = lab;
    this.clock = clock;
    this.shardId = shard(lab);
  }

  /** Starts it. */
  static ColdLab start(Path home, Clock clock) {
    DeployedLab lab =
        DeployedLab.start(LabSettings.usual().onPort(0), Deployment.ofHome(home, STREAM, Map.of()));
    try {
      new Registration(lab.lab().endpoint(), STREAM).open(lab.first(), lab.second(), "bench");
      return new ColdLab(lab, clock);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static String shard(DeployedLab lab) {
    return lab.lab().items(lab.first(), "kdsActiveRegionConfig").stream()
        .map(item -> item.at("/shards/M"))
        .filter(JsonNode::isObject)
        .map(shards -> shards.fieldNames().next())
        .findFirst()
        .orElseThrow();
  }

  /** What a function in the active Region starts with. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        lab.lab().endpoint().toString(),
        "AWS_REGION",
        lab.first(),
        "AWS_ACCESS_KEY_ID",
        "COLDSTART",
        "AWS_SECRET_ACCESS_KEY",
        "of-the-lab",
        "STREAM_NAME",
        STREAM,
        "PEER_REGION",
        lab.second(),
        "CALL_TIMEOUT_MILLIS",
        "10000",
        "LEASE_MILLIS",
        "60000");
  }

  /** An event for a kind of work; each record comes behind the last one. */
  byte[] event(Way.Work work) {
    String json =
        switch (work) {
          case ANSWER -> "{\"Records\":[]}";
          case COPY -> "{\"Records\":[" + record() + "]}";
          case LOOK -> "{}";
        };
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private String record() {
    records++;
    String change =
        "{\"key\":\"cold\",\"commitTimestamp\":\"%s\",\"n\":%d}"
            .formatted(clock.instant(), records);
    return ("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"cold\","
            + "\"sequenceNumber\":\"%1$s\",\"data\":\"%2$s\",\"approximateArrivalTimestamp\":%3$d.5},"
            + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"%4$s:%1$s\","
            + "\"eventName\":\"aws:kinesis:record\",\"awsRegion\":\"%5$s\","
            + "\"eventSourceARN\":\"arn:aws:kinesis:%5$s:111122223333:stream/%6$s\"}")
        .formatted(
            FAR_ABOVE_THE_MARKER.add(BigInteger.valueOf(records)),
            Base64.getEncoder().encodeToString(change.getBytes(StandardCharsets.UTF_8)),
            clock.instant().getEpochSecond(),
            shardId,
            lab.first(),
            STREAM);
  }

  /** Whether every record of an event is in the peer's stream. */
  boolean holdsAll() {
    long copied =
        lab.lab().records(lab.second(), STREAM).stream()
            .filter(record -> record.entry().partitionKey().equals("cold"))
            .count();
    return copied == records;
  }

  @Override
  public void close() {
    lab.close();
  }
}
