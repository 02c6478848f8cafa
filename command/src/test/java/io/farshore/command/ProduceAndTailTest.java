package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.faults.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("produce and tail, against two Regions with their tables")
class ProduceAndTailTest {

  private static final String FIRST = "us-east-1";
  private static final String SECOND = "us-east-2";

  @RegisterExtension private static final RunningLab LAB = RunningLab.withTables();

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "produce writes a file once: run again it has nothing left, from the start all of it")
  void producesOnce() throws IOException {
    registered("once");
    Path log = changes("log.jsonl", 40);

    Typed first = run("produce", "once", log.toString());
    assertThat(first.exitCode()).as(first.all()).isEqualTo(Farshore.OK);
    assertThat(first.out()).contains("Done: 40 changes acknowledged, all before line 41.");

    assertThat(run("produce", "once", log.toString()).out())
        .contains("Nothing was left to write", "--from-start");
    assertThat(run("produce", "once", log.toString(), "--from-start").out())
        .contains("Done: 40 changes acknowledged");
    assertThat(data("once").filter(line -> line.contains("\"key\":\"k7\""))).hasSize(2);
  }

  @Test
  @DisplayName("produce of a file with a bad line writes nothing, and names the line and the field")
  void namesTheBadLine() throws IOException {
    registered("bad");
    Path log = changes("bad.jsonl", 3);
    Files.writeString(
        log, Files.readString(log) + "{\"key\":\"k\",\"commitTimestamp\":\"yesterday\"}\n");

    Typed refused = run("produce", "bad", log.toString());
    assertThat(refused.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(refused.err()).contains("line 4", "commitTimestamp");
    assertThat(data("bad").filter(line -> line.contains("\"key\""))).isEmpty();
  }

  @Test
  @DisplayName("produce --follow writes what is appended, paced, until it is told to end")
  void follows() throws Exception {
    registered("grown");
    Path log = changes("grown.jsonl", 5);
    Thread[] thread = new Thread[1];
    CompletableFuture<Typed> running = new CompletableFuture<>();
    thread[0] =
        new Thread(
            () ->
                running.complete(
                    run("produce", "grown", log.toString(), "--follow", "--rate", "50")));
    thread[0].start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> data("grown").count() >= 5);
    Files.writeString(
        log,
        "{\"key\":\"late\",\"commitTimestamp\":\"2026-02-01T00:00:00Z\"}\n",
        java.nio.file.StandardOpenOption.APPEND);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> data("grown").anyMatch(line -> line.contains("late")));
    thread[0].interrupt();

    Typed ended = running.get(40, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).as(ended.all()).isEqualTo(Farshore.OK);
    assertThat(ended.out()).contains("Stopped", "run it again to go on from there");
  }

  @Test
  @DisplayName("produce of a stream that nobody registered says how to register it")
  void unregistered() throws IOException {
    Typed refused = run("produce", "nobodys", changes("n.jsonl", 1).toString());
    assertThat(refused.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(refused.err()).contains("farshore register nobodys");
  }

  @Test
  @DisplayName("tail shows the changes and hides heartbeats and markers, which --all shows")
  void hidesItsOwn() throws IOException {
    registered("shown");
    run("produce", "shown", changes("s.jsonl", 10).toString());

    Typed shown = run("tail", "shown", "--from", "TRIM_HORIZON", "--once");
    assertThat(shown.out())
        .contains("k3", "10 records of shown", "not shown")
        .doesNotContain("farshore-");
    assertThat(run("tail", "shown", "--from", "TRIM_HORIZON", "--once", "--all").out())
        .contains("farshore-epoch");
    assertThat(
            run("tail", "shown", "--from", "TRIM_HORIZON", "--limit", "3", "--json").out().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("\"sequenceNumber\"", "\"arrivedAt\""));
  }

  @Test
  @DisplayName("tail reads a split shard to its end, and then its children")
  void followsResharding() {
    stream("split", FIRST);
    put("split", "before");
    ObjectNode split = JsonNodeFactory.instance.objectNode();
    split.put("StreamName", "split").put("ShardToSplit", "shardId-000000000000");
    split.put("NewStartingHashKey", "42535295865117307932921825928971026432");
    LAB.get().call("test", FIRST, "kinesis", "SplitShard", split).join();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> active("split"));
    put("split", "after");

    assertThat(run("tail", "split", "--from", "TRIM_HORIZON", "--once").out())
        .containsSubsequence("before", "after");
  }

  @Test
  @DisplayName("tail says that a Region does not answer, and goes on when it is back")
  void waitsForTheRegion() throws Exception {
    stream("lost", FIRST);
    put("lost", "first");
    LAB.get()
        .faults()
        .inject(
            new Fault.ServiceUnreachable(
                io.farshore.lab.faults.CallScope.of(FIRST, "kinesis").resource("lost")),
            8);
    Typed shown = run("tail", "lost", "--from", "TRIM_HORIZON", "--limit", "1");
    assertThat(shown.out()).contains("does not answer", "first");
  }

  private static void registered(String stream) {
    stream(stream, FIRST);
    stream(stream, SECOND);
    Typed done = run("register", stream, "--active", FIRST);
    assertThat(done.exitCode()).as(done.all()).isEqualTo(Farshore.OK);
  }

  private static void stream(String name, String region) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    LAB.get()
        .call(
            "test",
            region,
            "kinesis",
            "CreateStream",
            input.put("StreamName", name).put("ShardCount", 2))
        .join();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> status(name, region).equals("ACTIVE"));
  }

  private static boolean active(String stream) {
    return status(stream, FIRST).equals("ACTIVE");
  }

  private static String status(String stream, String region) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
    return LAB.get()
        .call("test", region, "kinesis", "DescribeStreamSummary", input)
        .join()
        .at("/StreamDescriptionSummary/StreamStatus")
        .asText();
  }

  private static void put(String stream, String text) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("StreamName", stream).put("PartitionKey", text).put("ExplicitHashKey", "7");
    input.put("Data", text.getBytes(StandardCharsets.UTF_8));
    LAB.get().call("test", FIRST, "kinesis", "PutRecord", input).join();
  }

  private static java.util.stream.Stream<String> data(String stream) {
    return LAB.get().records(FIRST, stream).stream()
        .map(stored -> new String(stored.entry().data(), StandardCharsets.UTF_8))
        .filter(text -> !text.startsWith("{\"farshore\""));
  }

  private Path changes(String name, int count) throws IOException {
    List<String> lines =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    "{\"key\":\"k%d\",\"commitTimestamp\":\"2026-01-01T00:00:%02dZ\"}"
                        .formatted(i, i % 60))
            .toList();
    return Files.write(folder.resolve(name), lines);
  }

  private static Typed run(String... arguments) {
    return Typed.in(
        Map.of(
            "AWS_ENDPOINT_URL",
            LAB.get().endpoint().toString(),
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "CALL_TIMEOUT_MILLIS",
            "20000"),
        arguments);
  }
}
