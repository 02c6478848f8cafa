package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.HttpAnswer.Streamed;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one event stream: the next event is asked for when the one before has gone out. */
final class EventSender {

  private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

  private final Streamed answer;
  private final Content.Sink sink;
  private final Executor executor;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  EventSender(Streamed answer, Content.Sink sink, Executor executor) {
    this.answer = answer;
    this.sink = sink;
    this.executor = executor;
  }

  /** Sends all of it; the future fails when the connection is to be broken off, or is broken. */
  CompletableFuture<Void> send() {
    JsonNode initial = answer.events().initialResponse();
    write(event(EventFrames.INITIAL_RESPONSE, initial), this::pull);
    return end;
  }

  /** The client went away. */
  void cancel(Throwable cause) {
    finish(() -> end.completeExceptionally(cause));
  }

  private void pull() {
    if (!closed.get()) {
      next().whenCompleteAsync(this::came, executor);
    }
  }

  private CompletableFuture<Optional<EventStream.Event>> next() {
    try {
      return answer.events().next();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void came(Optional<EventStream.Event> event, Throwable failure) {
    if (failure != null) {
      failed(Cause.of(failure));
    } else if (event.isPresent()) {
      write(event(event.get().type(), event.get().members()), this::pull);
    } else {
      sendLast(ByteBuffer.allocate(0));
    }
  }

  private void failed(Throwable failure) {
    if (failure instanceof AwsApi.Unreachable) {
      cancel(failure);
      return;
    }
    if (!(failure instanceof AwsError)) {
      LOG.error("An event stream failed in the lab", failure);
    }
    AwsError error =
        failure instanceof AwsError known
            ? known
            : new AwsError("InternalFailure", 500, "The lab failed; its log says how");
    byte[] payload =
        answer
            .payload()
            .apply("", JsonFormat.JSON.createObjectNode().put("message", error.getMessage()));
    sendLast(EventFrames.exception(error.code(), answer.contentType(), payload));
  }

  private ByteBuffer event(String type, JsonNode members) {
    return EventFrames.event(type, answer.contentType(), answer.payload().apply(type, members));
  }

  private void sendLast(ByteBuffer frame) {
    sink.write(true, frame, Callback.from(() -> finish(() -> end.complete(null)), this::cancel));
  }

  private void write(ByteBuffer frame, Runnable next) {
    sink.write(false, frame, Callback.from(next, this::cancel));
  }

  private void finish(Runnable told) {
    if (closed.compareAndSet(false, true)) {
      answer.events().close();
      told.run();
    }
  }
}
