package io.farshore.command.bench.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lambda's Runtime API on 127.0.0.1, for one process of a function: it hands out events, takes the
 * answers, and notes when. With a snapshot, the process asks for its restore in between.
 * Thread-safe.
 */
final class RuntimeApi implements AutoCloseable {

  private static final String VERSION = "/2018-06-01/runtime";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> restore = new CompletableFuture<>();

  /**
   * What the function said.
   *
   * @param atNanos when it arrived
   * @param error whether it is the report of an error
   */
  record Answer(long atNanos, boolean error, String body) {}

  RuntimeApi(Clock clock, LongSupplier nanoTime) throws IOException {
    this.clock = clock;
    this.nanoTime = nanoTime;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(VERSION, this::serve);
    server.start();
  }

  /** {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The moment at which the process had started its function: it asks for work, or a restore. */
  CompletableFuture<Long> ready() {
    return ready;
  }

  /** Lets a process go on that has asked for its restore. */
  void restore() {
    restore.complete(null);
  }

  void invoke(byte[] event) {
    events.add(event);
  }

  /**
   * The next answer.
   *
   * @throws IllegalStateException when none came in time
   */
  Answer answer() throws InterruptedException {
    Answer answer = answers.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("The function did not answer");
    }
    return answer;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(VERSION.length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    long now = nanoTime.getAsLong();
    try (exchange) {
      if (path.equals("/invocation/next")) {
        ready.complete(now);
        next(exchange);
      } else if (path.equals("/restore/next")) {
        ready.complete(now);
        restore.join();
        exchange.sendResponseHeaders(OK, -1);
      } else {
        boolean error = !path.endsWith("/response");
        answers.add(new Answer(now, error, new String(body, StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(ACCEPTED, -1);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      byte[] event = events.take();
      var headers = exchange.getResponseHeaders();
      headers.set("Lambda-Runtime-Aws-Request-Id", UUID.nameUUIDFromBytes(event).toString());
      headers.set("Lambda-Runtime-Deadline-Ms", "" + clock.instant().plus(DEADLINE).toEpochMilli());
      headers.set(
          "Lambda-Runtime-Invoked-Function-Arn",
          "arn:aws:lambda:us-east-1:111122223333:function:coldstart");
      headers.set("Content-Type", "application/json");
      exchange.sendResponseHeaders(OK, event.length);
      exchange.getResponseBody().write(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
