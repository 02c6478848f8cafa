package io.farshore.lab.endpoint;

import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.EndpointSettings.Silence;
import io.farshore.lab.endpoint.HttpAnswer.Streamed;
import io.farshore.lab.endpoint.HttpAnswer.Whole;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests off the server and puts answers on it, without holding a thread meanwhile. */
final class HttpExchange extends Handler.Abstract.NonBlocking {

  private static final int MAX_BODY_BYTES = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

  private final CallExchange calls;
  private final Silence silence;

  HttpExchange(CallExchange calls, Silence silence) {
    this.calls = calls;
    this.silence = silence;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    AtomicReference<HttpStream> stream = new AtomicReference<>();
    request.addHttpStreamWrapper(
        inner -> {
          stream.set(inner);
          return inner;
        });
    Content.Source.asByteArrayAsync(request, MAX_BODY_BYTES)
        .exceptionally(
            e -> {
              throw new RequestBody.TooLarge(e);
            })
        // A service may take its time: never on the thread that reads all connections.
        .thenComposeAsync(
            body -> calls.answer(wireRequest(request, body)), getServer().getThreadPool())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                send(answer, request, response, callback, stream.get());
              } else {
                failed(failure, request, response, callback, stream.get());
              }
            });
    return true;
  }

  private static WireRequest wireRequest(Request request, byte[] body) {
    Map<String, String> headers = headers(request);
    Map<String, List<String>> query = query(request);
    return new WireRequest(
        request.getMethod(),
        request.getHttpURI().getPath(),
        query,
        headers,
        RequestBody.unpacked(headers, body),
        CredentialScope.claimed(headers, query));
  }

  private void failed(
      Throwable failure, Request request, Response response, Callback callback, HttpStream wire) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof AwsApi.Unreachable) {
      fallSilent(wire, callback);
    } else if (cause instanceof RequestBody.NotUnpacked) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
    } else if (cause instanceof RequestBody.TooLarge) {
      Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
    } else {
      LOG.error("A request failed in the lab", cause);
      Response.writeError(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
    }
  }

  private void send(
      HttpAnswer answer, Request request, Response response, Callback callback, HttpStream wire) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (answer instanceof Whole whole) {
      response.write(true, ByteBuffer.wrap(whole.response().body()), callback);
    } else if (answer instanceof Streamed streamed) {
      EventSender sender = new EventSender(streamed, response, getServer().getThreadPool());
      request.addFailureListener(sender::cancel);
      sender
          .send()
          .whenComplete(
              (sent, failure) -> {
                if (failure == null) {
                  callback.succeeded();
                } else {
                  breakOff(wire, callback, failure);
                }
              });
    }
  }

  private void fallSilent(HttpStream wire, Callback callback) {
    if (silence == Silence.CLOSES) {
      breakOff(wire, callback, new EofException("no answer"));
    }
  }

  /** Closes the connection of HTTP/1.1; of HTTP/2 only the stream, which others share it with. */
  private static void breakOff(HttpStream wire, Callback callback, Throwable cause) {
    wire.failed(cause);
    callback.failed(cause);
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.merge(
          field.getName().toLowerCase(Locale.ROOT), field.getValue(), (a, b) -> a + "," + b);
    }
    return headers;
  }

  private static Map<String, List<String>> query(Request request) {
    Map<String, List<String>> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValues());
    }
    return query;
  }
}
