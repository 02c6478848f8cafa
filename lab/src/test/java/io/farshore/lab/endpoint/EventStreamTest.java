package io.farshore.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

class EventStreamTest {

  private static final String HERE = "us-east-1";

  private final Faults faults = new Faults();
  private final ThreadEventLoop timer =
      new ThreadEventLoop("timer", Clock.systemUTC(), System::nanoTime);
  private final ServiceRouter router = new ServiceRouter(List.of(HERE), faults, timer, timer);
  private final Endpoint endpoint =
      new Endpoint(
          EndpointSettings.onPort(0),
          router,
          new Credentials(),
          new RequestIds(new SplittableRandom(1)));
  private final Source source = new Source();

  @AfterEach
  void stop() {
    endpoint.close();
    timer.close();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  @DisplayName("the SDK's client reads all events in order, then the end, over either HTTP")
  void events(Protocol protocol) {
    serve();
    source.add(1).add(2).end();
    List<String> seen = new CopyOnWriteArrayList<>();

    try (KinesisAsyncClient client = client(protocol)) {
      subscribe(client, seen).join();
    }

    assertThat(seen).containsExactly("1", "2");
    assertThat(source.closed).hasValue(1);
  }

  @Test
  @DisplayName("an error in the middle arrives as the model's exception")
  void exception() {
    serve();
    source.add(1).fail(new AwsError("ResourceNotFoundException", 400, "gone"));

    try (KinesisAsyncClient client = client(Protocol.HTTP2)) {
      assertThatThrownBy(() -> subscribe(client, new ArrayList<>()).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(ResourceNotFoundException.class)
          .hasMessageContaining("gone");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  @DisplayName("a Region lost breaks the stream off with its next event")
  void regionLost(HttpClient.Version version) throws Exception {
    serve();
    source.add(1);
    try (InputStream body = open(version)) {
      faults.inject(new Fault.RegionLost(HERE));
      source.add(2);

      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
    await().untilAsserted(() -> assertThat(source.closed).hasValue(1));
  }

  @Test
  @DisplayName("a client that went away over HTTP/2 closes the stream without a further event")
  void clientGone() throws Exception {
    serve();
    source.add(1);

    open(HttpClient.Version.HTTP_2).close();

    await().untilAsserted(() -> assertThat(source.closed).hasValue(1));
  }

  @Test
  @DisplayName("cancelled by the SDK's client: closed without a further event")
  void cancelled() {
    serve();
    source.add(1);
    List<String> seen = new CopyOnWriteArrayList<>();
    try (KinesisAsyncClient client = client(Protocol.HTTP2)) {
      CompletableFuture<Void> subscription = subscribe(client, seen);
      await().until(() -> seen.size() == 1);
      subscription.cancel(true);

      await().untilAsserted(() -> assertThat(source.closed).hasValue(1));
    }
  }

  @Test
  @DisplayName("a client that does not read holds the stream back")
  void backPressure() throws Exception {
    serve();
    source.endless = true;
    InputStream body = open(HttpClient.Version.HTTP_1_1);

    // The sockets' buffers fill up, then nothing more is asked for.
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .pollInterval(Duration.ofMillis(200))
        .until(() -> before.getAndSet(source.asked.get()) == source.asked.get());
    body.close();

    await().untilAsserted(() -> assertThat(source.closed).hasValue(1));
  }

  @Test
  @DisplayName("JSON: an initial response, then events, each with its content type")
  void json() throws Exception {
    serve();
    source.add(1).end();
    byte[] body =
        HttpClient.newHttpClient().send(request(), HttpResponse.BodyHandlers.ofByteArray()).body();

    MessageDecoder decoder = new MessageDecoder();
    decoder.feed(body);
    List<Message> messages = decoder.getDecodedMessages();
    assertThat(messages)
        .extracting(message -> message.getHeaders().get(":event-type").getString())
        .containsExactly("initial-response", "SubscribeToShardEvent");
    assertThat(messages)
        .extracting(message -> message.getHeaders().get(":content-type").getString())
        .containsOnly("application/x-amz-json-1.1");
    assertThat(new String(messages.get(1).getPayload(), StandardCharsets.UTF_8))
        .contains("\"ContinuationSequenceNumber\":\"1\"");
  }

  private void serve() {
    router.add(
        new AwsService() {
          @Override
          public String signingName() {
            return "kinesis";
          }

          @Override
          public CompletableFuture<JsonNode> call(ApiCall call) {
            return CompletableFuture.failedFuture(AwsError.unknownOperation(call));
          }

          @Override
          public boolean streams(String operation) {
            return operation.equals("SubscribeToShard");
          }

          @Override
          public CompletableFuture<EventStream> stream(ApiCall call) {
            return CompletableFuture.completedFuture(source);
          }
        });
  }

  /** A subscription whose first byte has come. */
  private InputStream open(HttpClient.Version version) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    // With a request without a body the client comes to HTTP/2, by an upgrade.
    client.send(
        HttpRequest.newBuilder(endpoint.uri()).build(), HttpResponse.BodyHandlers.discarding());
    var answer = client.send(request(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.body().read()).isNotNegative();
    return answer.body();
  }

  private CompletableFuture<Void> subscribe(KinesisAsyncClient client, List<String> seen) {
    return client.subscribeToShard(
        r ->
            r.consumerARN("arn:aws:kinesis:us-east-1:111122223333:stream/s/consumer/c:1")
                .shardId("shardId-000000000000")
                .startingPosition(p -> p.type(ShardIteratorType.LATEST)),
        SubscribeToShardResponseHandler.builder()
            .subscriber(
                event -> seen.add(((SubscribeToShardEvent) event).continuationSequenceNumber()))
            .build());
  }

  private KinesisAsyncClient client(Protocol protocol) {
    return KinesisAsyncClient.builder()
        .region(Region.of(HERE))
        .endpointOverride(endpoint.uri())
        .overrideConfiguration(c -> c.retryStrategy(retry -> retry.maxAttempts(1)))
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(protocol))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
        .build();
  }

  private HttpRequest request() {
    String body =
        "{\"ConsumerARN\":\"arn:aws:kinesis:us-east-1:111122223333:stream/s/consumer/c:1\","
            + "\"ShardId\":\"s\",\"StartingPosition\":{\"Type\":\"LATEST\"}}";
    return HttpRequest.newBuilder(URI.create(endpoint.uri() + "/"))
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/kinesis/aws4_request,"
                + " SignedHeaders=host, Signature=00")
        .header("X-Amz-Date", "20260101T000000Z")
        .header("Content-Type", "application/x-amz-json-1.1")
        .header("X-Amz-Target", "Kinesis_20131202.SubscribeToShard")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** A stream whose events the test gives. */
  private static final class Source implements EventStream {

    private final List<CompletableFuture<Optional<Event>>> events = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private int added;
    private volatile boolean endless;

    synchronized Source add(int number) {
      ObjectNode members = JsonNodeFactory.instance.objectNode();
      members.putArray("Records");
      members.put("ContinuationSequenceNumber", Integer.toString(number));
      members.put("MillisBehindLatest", 0);
      at(added++).complete(Optional.of(new Event("SubscribeToShardEvent", members)));
      return this;
    }

    synchronized void end() {
      at(added++).complete(Optional.empty());
    }

    synchronized void fail(AwsError error) {
      at(added++).completeExceptionally(error);
    }

    private CompletableFuture<Optional<Event>> at(int index) {
      while (events.size() <= index) {
        events.add(new CompletableFuture<>());
      }
      return events.get(index);
    }

    @Override
    public ObjectNode initialResponse() {
      return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public synchronized CompletableFuture<Optional<Event>> next() {
      if (endless) {
        add(added);
      }
      return at(asked.getAndIncrement());
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
