package io.farshore.lab.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import io.farshore.lab.endpoint.RawResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * DynamoDB Local, in memory or in a folder, reached without a socket: requests are handed to its
 * own HTTP handler as bytes, so that every answer, errors included, is its own. One store whatever
 * the access key. Thread-safe.
 */
final class LocalDynamoDb implements AutoCloseable {

  private static final int MOST_THREADS = 8;
  private static final int LEAST_THREADS = 2;
  private static final long TIME_LIMIT_SECONDS = 30;
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("server", "date", "content-length", "connection");

  /** What clients of DynamoDB's streams ask for, under a name of its own. */
  static final Set<String> OF_STREAMS =
      Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

  private static final Set<String> OF_TABLES =
      Set.of(
          "BatchExecuteStatement",
          "BatchGetItem",
          "BatchWriteItem",
          "CreateTable",
          "DeleteItem",
          "DeleteTable",
          "DescribeLimits",
          "DescribeTable",
          "DescribeTimeToLive",
          "ExecuteStatement",
          "ExecuteTransaction",
          "GetItem",
          "ListTables",
          "PutItem",
          "Query",
          "Scan",
          "TransactGetItems",
          "TransactWriteItems",
          "UpdateItem",
          "UpdateTable",
          "UpdateTimeToLive");

  /**
   * The handler's table of operations is static, and each new handler empties and fills it again:
   * while one is made no other may be made or asked, in any lab of the JVM.
   */
  private static final ReadWriteLock OPERATIONS = new ReentrantReadWriteLock();

  private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};

  private final String region;
  private final LocalDynamoDBRequestHandler store;
  private final Server server;
  private final LocalConnector connector;

  private LocalDynamoDb(
      String region, LocalDynamoDBRequestHandler store, Server server, LocalConnector connector) {
    this.region = region;
    this.store = store;
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts a store. Takes about half a second, the first of a JVM longer.
   *
   * @param folder that has its files; empty for an empty store in memory
   */
  static LocalDynamoDb start(String region, Optional<Path> folder) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("dynamodb-" + region);
    threads.setDaemon(true);
    Server server = new Server(threads);
    LocalConnector connector = new LocalConnector(server);
    server.addConnector(connector);
    try {
      LocalDynamoDBRequestHandler store =
          new LocalDynamoDBRequestHandler(
              0, folder.isEmpty(), folder.map(Path::toString).orElse(null), true, false);
      server.setHandler(handler(store));
      server.start();
      LocalDynamoDb started = new LocalDynamoDb(region, store, server, connector);
      // The store opens with its first request: better now, beside the other Regions' start.
      started.call("ListTables", new byte[] {'{', '}'});
      return started;
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not start for " + region, e);
    }
  }

  private static LocalDynamoDBServerHandler handler(LocalDynamoDBRequestHandler store) {
    OPERATIONS.writeLock().lock();
    try {
      return new LocalDynamoDBServerHandler(store, "*");
    } finally {
      OPERATIONS.writeLock().unlock();
    }
  }

  /** Whether it knows an operation. */
  static boolean has(String operation) {
    return OF_TABLES.contains(operation) || OF_STREAMS.contains(operation);
  }

  /** Answers one request. Blocks for as long as the store works on it, mostly under 1 ms. */
  RawResponse call(String operation, byte[] body) {
    byte[] head = head(operation, body.length).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(head.length + body.length);
    request.put(head).put(body).flip();
    OPERATIONS.readLock().lock();
    try {
      ByteBuffer answer =
          connector.getResponse(request, false, TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
      byte[] bytes = new byte[answer.remaining()];
      answer.get(bytes);
      return parse(bytes);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not answer " + operation, e);
    } finally {
      OPERATIONS.readLock().unlock();
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local does not stop", e);
    }
    store.shutdown();
  }

  private String head(String operation, int length) {
    return "POST / HTTP/1.1\r\nHost: dynamodb\r\nX-Amz-Target: "
        + (OF_STREAMS.contains(operation) ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.")
        + operation
        + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=LAB/20260101/"
        + region
        + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
        + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static RawResponse parse(byte[] answer) {
    int end = endOfHeaders(answer);
    String[] lines = new String(answer, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, colon);
      if (name.equalsIgnoreCase("Transfer-Encoding")) {
        throw new IllegalStateException("An answer of DynamoDB Local without a length");
      }
      if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, lines[i].substring(colon + 1).trim());
      }
    }
    int status = Integer.parseInt(lines[0].split(" ")[1]);
    if (headers.getOrDefault("Content-Type", "").startsWith("text/html")) {
      throw new IllegalStateException("DynamoDB Local failed with HTTP status " + status);
    }
    byte[] body = new byte[answer.length - end - END_OF_HEADERS.length];
    System.arraycopy(answer, end + END_OF_HEADERS.length, body, 0, body.length);
    return new RawResponse(status, headers, body);
  }

  private static int endOfHeaders(byte[] answer) {
    for (int i = 0; i + END_OF_HEADERS.length <= answer.length; i++) {
      if (answer[i] == '\r'
          && answer[i + 1] == '\n'
          && answer[i + 2] == '\r'
          && answer[i + 3] == '\n') {
        return i;
      }
    }
    throw new IllegalStateException("An answer of DynamoDB Local without headers");
  }
}
