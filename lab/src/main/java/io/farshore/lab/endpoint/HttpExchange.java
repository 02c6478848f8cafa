package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.EndpointSettings.Silence;
import io.farshore.lab.endpoint.HttpAnswer.Streamed;
import io.farshore.lab.endpoint.HttpAnswer.Whole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Reads requests off the server and puts answers on it, without holding a thread meanwhile. */
final class HttpExchange extends Handler.Abstract.NonBlocking {

  private static final int MAX_BODY_BYTES = 64 << 20;

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
        // A service may take its time: never on the thread that reads all connections.
        .thenComposeAsync(
            body ->
                calls.answer(
                    request.getMethod(),
                    Request.getPathInContext(request),
                    query(request),
                    headers(request),
                    unpack(request, body)),
            getServer().getThreadPool())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                send(answer, request, response, callback, stream.get());
              } else {
                fallSilent(stream.get(), callback);
              }
            });
    return true;
  }

  private void send(
      HttpAnswer answer, Request request, Response response, Callback callback, HttpStream wire) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("Server", "farshore-lab");
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

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    return query;
  }

  private static byte[] unpack(Request request, byte[] body) {
    if (!"gzip".equals(request.getHeaders().get("Content-Encoding"))) {
      return body;
    }
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
