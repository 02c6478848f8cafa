package io.farshore.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.PutResult;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.stream.RegionalStream.CallFailed;
import io.farshore.core.stream.RegionalStream.StreamNotFound;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.Shard;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The Kinesis adapter against scripted answers, in JSON for once. */
class KinesisStreamTest {

  private static final String CBOR = "aws.cborEnabled";
  private static final StreamName NAME = new StreamName("orders");
  private static final Region EAST = new Region("us-east-1");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final ThreadEventLoop loop =
      new ThreadEventLoop("test-loop", Clock.systemUTC(), System::nanoTime);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final CountDownLatch silence = new CountDownLatch(1);
  private HttpServer server;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    System.setProperty(CBOR, "false");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    System.clearProperty(CBOR);
    silence.countDown();
    server.stop(0);
    loop.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " " + body);
    if (answers.isEmpty()) {
      awaitSilence();
      return;
    }
    Answer answer = answers.remove(0);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitSilence() {
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T call(Duration timeout, Function<RegionalStream, CompletableFuture<T>> work) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    AwsSettings settings =
        AwsSettings.from(Map.of())
            .withKeys("test", "test")
            .withEndpoint(endpoint)
            .withCallTimeout(timeout);
    try (AwsAdapters adapters = new AwsAdapters(settings, loop)) {
      Supplier<CompletableFuture<T>> started = () -> work.apply(adapters.stream(EAST, NAME));
      return loop.await(started);
    }
  }

  private static OutgoingRecord change(String key, String data) {
    return OutgoingRecord.of(key, ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("a partial failure is told record by record, in order")
  void putsRecords() {
    answers.add(
        new Answer(
            200,
            "{\"FailedRecordCount\":1,\"Records\":["
                + "{\"SequenceNumber\":\"49\",\"ShardId\":\"shardId-0\"},"
                + "{\"ErrorCode\":\"InternalFailure\",\"ErrorMessage\":\"?\"}]}"));
    OutgoingRecord withHash =
        new OutgoingRecord(
            "b", Optional.of(BigInteger.TEN), ByteBuffer.allocate(0).asReadOnlyBuffer());
    List<PutResult> results =
        call(TIMEOUT, stream -> stream.put(List.of(change("a", "x"), withHash)));
    assertThat(results)
        .containsExactly(
            new PutResult.Acknowledged("shardId-0", SequenceNumber.of("49")),
            new PutResult.Refused("InternalFailure"));
    assertThat(requests.get(0))
        .startsWith("Kinesis_20131202.PutRecords ")
        .contains("\"StreamName\":\"orders\"")
        .contains("\"Data\":\"eA==\"")
        .contains("\"ExplicitHashKey\":\"10\"");
  }

  @Test
  @DisplayName("all pages of shards, parents before children, open and closed")
  void listsShards() {
    answers.add(
        new Answer(
            200,
            "{\"NextToken\":\"more\",\"Shards\":["
                + shard(2, ",\"ParentShardId\":\"shardId-0\"", "")
                + "]}"));
    answers.add(
        new Answer(200, "{\"Shards\":[" + shard(0, "", ",\"EndingSequenceNumber\":\"9\"") + "]}"));
    List<Shard> shards = call(TIMEOUT, RegionalStream::shards);
    assertThat(shards)
        .containsExactly(
            new Shard("shardId-0", BigInteger.ZERO, BigInteger.TEN, List.of(), false),
            new Shard("shardId-2", BigInteger.ZERO, BigInteger.TEN, List.of("shardId-0"), true));
    assertThat(requests.get(1)).contains("\"NextToken\":\"more\"").doesNotContain("StreamName");
  }

  private static String shard(int number, String parent, String end) {
    return "{\"ShardId\":\"shardId-"
        + number
        + "\""
        + parent
        + ",\"HashKeyRange\":{\"StartingHashKey\":\"0\",\"EndingHashKey\":\"10\"},"
        + "\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"1\""
        + end
        + "}}";
  }

  @Test
  @DisplayName("a stream that is not there has an error of its own")
  void namesAMissingStream() {
    answers.add(new Answer(400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"none\"}"));
    assertThatThrownBy(() -> call(TIMEOUT, RegionalStream::summary))
        .isInstanceOf(StreamNotFound.class)
        .hasMessageContaining("orders in us-east-1");
  }

  @Test
  @DisplayName("an error is the caller's to retry, and quotes no key")
  void retriesNothing() {
    answers.add(
        new Answer(
            400, "{\"__type\":\"ValidationException\",\"message\":\"Value 'secret' at ...\"}"));
    assertThatThrownBy(() -> call(TIMEOUT, stream -> stream.put(List.of(change("secret", "x")))))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("PutRecords on orders in us-east-1 failed: ValidationException")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    answers.add(new Answer(500, "{\"__type\":\"InternalFailure\"}"));
    assertThatThrownBy(() -> call(TIMEOUT, RegionalStream::shards)).isInstanceOf(CallFailed.class);
    assertThat(requests).hasSize(2);
  }

  @Test
  @DisplayName("no answer in time fails the call")
  void endsInTime() {
    assertThatThrownBy(() -> call(Duration.ofMillis(300), RegionalStream::shards))
        .isInstanceOf(CallFailed.class)
        .hasMessageContaining("ListShards");
  }
}
