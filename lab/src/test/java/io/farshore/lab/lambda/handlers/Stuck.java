package io.farshore.lab.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Never ends when the event says {@code "stick"}; fails when it says {@code "fail"}. */
public final class Stuck implements RequestStreamHandler {

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    if (event.contains("fail")) {
      throw new IllegalStateException("it failed");
    }
    if (event.contains("stick")) {
      context.getLogger().log("sticking");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        context.getLogger().log("interrupted");
        Thread.currentThread().interrupt();
      }
    }
    output.write("{}".getBytes(StandardCharsets.UTF_8));
  }
}
