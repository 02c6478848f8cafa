package io.farshore.lab.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered to requests that are wrong as HTTP already: a name, an id, no stack trace. */
final class ErrorPage implements Request.Handler {

  private final Supplier<String> requestIds;

  ErrorPage(Supplier<String> requestIds) {
    this.requestIds = requestIds;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String reason = HttpStatus.getMessage(response.getStatus()).replace(" ", "");
    response.getHeaders().put("Server", Endpoint.NAME);
    response.getHeaders().put("Content-Type", "text/xml");
    response.getHeaders().put("x-amzn-RequestId", requestIds.get());
    String body = "<" + reason + "/>\n";
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
