package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.faults.CallScope;
import io.farshore.lab.faults.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("tail from LATEST shows all that is put once it has begun")
class TailTest {

  private static final String REGION = "us-east-1";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Pattern WORD = Pattern.compile("word-[0-9]+-");

  @RegisterExtension private static final RunningLab LAB = RunningLab.empty();

  private final StringWriter shown = new StringWriter();
  private final List<String> put = new ArrayList<>();
  private Thread tail;

  @AfterEach
  void end() throws InterruptedException {
    tail.interrupt();
    tail.join();
  }

  @Test
  @DisplayName("when the Region did not answer while it began")
  void begunInTrouble() {
    stream("begun");
    Fault noIterator = unreachable("GetShardIterator");
    LAB.get().faults().inject(noIterator);
    tail("begun");
    awaitShown("does not answer");
    put("begun");
    LAB.get().faults().heal(noIterator);
    awaitAllShown();
  }

  @Test
  @DisplayName("when an iterator expires before anything was read by it")
  void expired() {
    stream("expired");
    tail("expired");
    awaitShown("from now on");
    Fault noRecords = unreachable("GetRecords");
    LAB.get().faults().inject(noRecords);
    awaitShown("does not answer");
    put("expired");
    CallScope reads = CallScope.of(REGION, "kinesis").operations("GetRecords");
    LAB.get().faults().inject(new Fault.ServiceFails(reads, "ExpiredIteratorException", 400), 2);
    LAB.get().faults().heal(noRecords);
    awaitAllShown();
  }

  @Test
  @DisplayName("through a split, a loss of the Region, and a split that nobody read meanwhile")
  void splitAndLoss() {
    stream("moved");
    tail("moved");
    awaitShown("from now on");
    put("moved");
    split("moved", "shardId-000000000000", 2);
    put("moved");
    Fault loss = new Fault.RegionLost(REGION);
    LAB.get().faults().inject(loss);
    awaitShown("does not answer");
    LAB.get().faults().heal(loss);
    put("moved");
    Fault noRecords = unreachable("GetRecords");
    LAB.get().faults().inject(noRecords);
    put("moved");
    split("moved", "shardId-000000000001", 1);
    put("moved");
    LAB.get().faults().heal(noRecords);
    awaitAllShown();
  }

  private static Fault unreachable(String operation) {
    return new Fault.ServiceUnreachable(CallScope.of(REGION, "kinesis").operations(operation));
  }

  private void tail(String stream) {
    Map<String, String> environment =
        Map.of("AWS_ENDPOINT_URL", LAB.get().endpoint().toString(), "AWS_REGION", REGION);
    tail =
        new Thread(
            () ->
                Farshore.configured(Surroundings.alone(environment))
                    .setOut(new PrintWriter(shown, true))
                    .execute("tail", stream, "--endpoint-url", LAB.get().endpoint().toString()));
    tail.start();
  }

  private void awaitShown(String text) {
    Awaitility.await().atMost(PATIENCE).until(() -> shown.toString().contains(text));
  }

  /** Each once. */
  private void awaitAllShown() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(WORD.matcher(shown.toString()).results().map(m -> m.group()))
                    .containsExactlyInAnyOrderElementsOf(put));
  }

  /** Some records, over all shards. */
  private void put(String stream) {
    for (int i = 0; i < 8; i++) {
      String word = "word-" + put.size() + "-";
      BigInteger hash = BigInteger.ONE.shiftLeft(125).multiply(BigInteger.valueOf(i));
      ObjectNode input = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
      input.put("PartitionKey", "p").put("ExplicitHashKey", hash.toString());
      call("PutRecord", input.put("Data", word.getBytes(StandardCharsets.UTF_8)));
      put.add(word);
    }
  }

  private static void stream(String name) {
    call("CreateStream", named(name).put("ShardCount", 2));
    awaitActive(name);
  }

  private static void split(String stream, String shard, int sixteenths) {
    BigInteger half = BigInteger.ONE.shiftLeft(127);
    BigInteger within = BigInteger.ONE.shiftLeft(124).multiply(BigInteger.valueOf(sixteenths));
    BigInteger at = shard.endsWith("0") ? within : half.add(within);
    call(
        "SplitShard",
        named(stream).put("ShardToSplit", shard).put("NewStartingHashKey", at.toString()));
    awaitActive(stream);
  }

  private static void awaitActive(String stream) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                call("DescribeStreamSummary", named(stream))
                    .at("/StreamDescriptionSummary/StreamStatus")
                    .asText()
                    .equals("ACTIVE"));
  }

  private static ObjectNode named(String stream) {
    return JsonNodeFactory.instance.objectNode().put("StreamName", stream);
  }

  private static JsonNode call(String operation, ObjectNode input) {
    return LAB.get().call("test", REGION, "kinesis", operation, input).join();
  }
}
