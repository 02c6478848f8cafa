package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The answer to an operation whose output is an event stream, such as {@code SubscribeToShard}. The
 * endpoint pulls: it asks for the next event when the connection has taken the one before, so that
 * a slow client holds the service back and nothing piles up. It frames the events and encodes them
 * as the request asks (JSON or CBOR), over HTTP/1.1 and HTTP/2.
 *
 * <p>One stream belongs to one client. The endpoint calls {@link #next} only after the future of
 * the call before is complete, and {@link #close} exactly once, possibly while a {@code next} is
 * pending and from any thread.
 */
public interface EventStream {

  /**
   * The members of the output other than the stream itself; for {@code SubscribeToShard} there are
   * none. It goes out at once, as the event {@code initial-response}.
   */
  ObjectNode initialResponse();

  /**
   * The next event, as soon as there is one. Must not block.
   *
   * @return empty ends the stream as a success, as when a subscription's 5 minutes are over. A
   *     future that fails with {@link AwsError} ends it with that error as an exception event, and
   *     one that fails with {@link AwsApi.Unreachable} breaks the connection off
   */
  CompletableFuture<Optional<Event>> next();

  /**
   * The stream is over: it ended, it failed, the client went away, or the endpoint is closed. A
   * pending {@link #next} may be left without a result. That a client went away shows at the latest
   * when the next event is sent to it.
   */
  void close();

  /**
   * One event.
   *
   * @param type the member of the stream's union in the model, such as {@code
   *     SubscribeToShardEvent}
   * @param members as in an {@link AwsService}'s output: blobs as {@code BinaryNode}, instants as
   *     numbers of epoch seconds
   */
  record Event(String type, ObjectNode members) {}
}
