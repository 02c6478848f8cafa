package io.farshore.command.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs a handler in a process of its own, as Lambda does: an execution environment is a process,
 * and its heap holds nothing else. Events and answers go through the process's standard streams;
 * see {@link FunctionProcess}.
 *
 * <pre>
 *   BENCH_CLASSPATH  of the process
 *   BENCH_HANDLER    the handler's class
 *   BENCH_HEAP       its heap in megabytes
 * </pre>
 */
public final class OwnProcess implements RequestStreamHandler, AutoCloseable {

  /** Begins the line that tells of the process after each invocation. */
  public static final String STATISTICS = "PROCESS ";

  private final Process process;
  private final DataOutputStream toProcess;
  private final DataInputStream fromProcess;

  /**
   * Starts the process.
   *
   * @throws IOException when it can't be started
   */
  public OwnProcess(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:+UseSerialGC",
                "-Xmx" + environment.get("BENCH_HEAP") + "m",
                "-cp",
                environment.get("BENCH_CLASSPATH"),
                FunctionProcess.class.getName(),
                environment.get("BENCH_HANDLER")));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    process = builder.start();
    toProcess = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    fromProcess = new DataInputStream(process.getInputStream());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    toProcess.writeUTF(context.getAwsRequestId());
    toProcess.writeLong(context.getRemainingTimeInMillis());
    toProcess.writeInt(event.length);
    toProcess.write(event);
    toProcess.flush();
    boolean answered = fromProcess.readBoolean();
    byte[] answer = bytes();
    context.getLogger().log(new String(bytes(), StandardCharsets.UTF_8));
    context.getLogger().log(STATISTICS + new String(bytes(), StandardCharsets.UTF_8));
    if (!answered) {
      throw new IllegalStateException(new String(answer, StandardCharsets.UTF_8));
    }
    output.write(answer);
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = new byte[fromProcess.readInt()];
    fromProcess.readFully(bytes);
    return bytes;
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
