package io.farshore.command.bench.handler;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The other end of {@link OwnProcess}: one handler, one event at a time. Ends when its standard
 * input does.
 */
public final class FunctionProcess {

  private final RequestStreamHandler handler;
  private final ProcessStatistics statistics = new ProcessStatistics();

  private FunctionProcess(RequestStreamHandler handler) {
    this.handler = handler;
  }

  /** Serves until the input ends; {@code arguments} is the handler's class. */
  @SuppressWarnings("checkstyle:regexpsinglelinejava")
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    var made =
        (RequestStreamHandler)
            Class.forName(arguments[0]).getConstructor(Map.class).newInstance(System.getenv());
    new FunctionProcess(made)
        .serve(
            new DataInputStream(new BufferedInputStream(System.in, 1 << 16)),
            new DataOutputStream(new BufferedOutputStream(out, 1 << 16)));
    System.exit(0);
  }

  private void serve(DataInputStream in, DataOutputStream out) throws IOException {
    while (true) {
      String requestId;
      try {
        requestId = in.readUTF();
      } catch (EOFException e) {
        return;
      }
      ProcessContext context = new ProcessContext(requestId, in.readLong());
      byte[] event = new byte[in.readInt()];
      in.readFully(event);
      handle(event, context, out);
    }
  }

  private void handle(byte[] event, ProcessContext context, DataOutputStream out)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    boolean answered = true;
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
    } catch (IOException | RuntimeException e) {
      answered = false;
      answer.reset();
      answer.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
    }
    out.writeBoolean(answered);
    write(answer.toByteArray(), out);
    write(context.logged().getBytes(StandardCharsets.UTF_8), out);
    write(statistics.json().getBytes(StandardCharsets.UTF_8), out);
    out.flush();
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
