package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Caller;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a handler with a thread, credentials and a log stream of its own. It handles one
 * invocation at a time; its owner sees to that. Once it has ended, by a time limit or killed, its
 * threads are interrupted and its credentials are refused.
 */
final class ExecutionEnvironment {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionEnvironment.class);

  private final FunctionConfiguration function;
  private final LambdaRuntimeSettings settings;
  private final String logStream;
  private final Caller caller;
  private final String accessKeyId;
  private final ThreadGroup threads;
  private final ExecutorService thread;
  private final LambdaLogger logger = new StreamLogger();
  private final CompletableFuture<Handler> handler = new CompletableFuture<>();
  private final CompletableFuture<ObjectNode> end = new CompletableFuture<>();

  /** Starts it: the handler is made on the environment's own thread. */
  ExecutionEnvironment(
      FunctionConfiguration function, ClassLoader classes, LambdaRuntimeSettings settings) {
    this.function = function;
    this.settings = settings;
    this.logStream = "[" + function.version() + "]" + settings.ids().get();
    this.caller = Caller.in(function.region(), function.arn() + "#" + logStream);
    this.accessKeyId = settings.credentials().register(caller);
    this.threads = new ThreadGroup("lambda-" + function.region() + "-" + function.name());
    this.thread = Executors.newSingleThreadExecutor(task -> newThread(task, classes));
    thread.execute(() -> initialize(classes));
  }

  private Thread newThread(Runnable task, ClassLoader classes) {
    Thread made = new Thread(threads, task, threads.getName());
    made.setDaemon(true);
    made.setContextClassLoader(classes);
    return made;
  }

  private void initialize(ClassLoader classes) {
    CurrentLog.set(logger);
    try {
      handler.complete(Handler.create(classes, function.handler(), variables()));
    } catch (Throwable e) {
      logger.log("Initialization failed: " + e);
      handler.completeExceptionally(e);
      end(Failure.thrown(e));
    }
  }

  /**
   * Handles one event.
   *
   * @return how it ended; never fails
   */
  CompletableFuture<InvocationResult> invoke(Invocation invocation) {
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    end.thenAccept(failure -> result.complete(failed(invocation, failure)));
    if (!ended()) {
      try {
        thread.execute(() -> run(invocation, result));
      } catch (java.util.concurrent.RejectedExecutionException e) {
        LOG.debug("{} ended before it could be invoked", logStream);
      }
    }
    return result;
  }

  private void run(Invocation invocation, CompletableFuture<InvocationResult> result) {
    if (result.isDone() || !handler.isDone() || handler.isCompletedExceptionally()) {
      return;
    }
    long limit = function.timeout().toNanos();
    long deadline = settings.monotonicNanos().getAsLong() + limit;
    ScheduledFuture<?> timer =
        settings.timers().schedule(() -> timeOut(invocation), limit, TimeUnit.NANOSECONDS);
    settings.invocations().begin(caller).killed().thenRun(this::kill);
    InvocationResult outcome = handle(invocation, deadline);
    timer.cancel(false);
    settings.timers().execute(() -> result.complete(outcome));
  }

  private InvocationResult handle(Invocation invocation, long deadline) {
    try {
      byte[] answer = handler.join().handle(invocation.event(), context(invocation, deadline));
      return new InvocationResult(
          invocation.requestId(), function.version(), Optional.empty(), answer);
    } catch (Throwable e) {
      if (!ended()) {
        log(e);
      }
      if (e instanceof VirtualMachineError) {
        end(Failure.thrown(e));
      }
      return failed(invocation, Failure.thrown(e));
    }
  }

  private void log(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    for (StackTraceElement frame : thrown.getStackTrace()) {
      text.append(" | at ").append(frame);
    }
    logger.log(text.toString());
  }

  private void timeOut(Invocation invocation) {
    String message =
        "RequestId: %s Error: Task timed out after %.2f seconds"
            .formatted(invocation.requestId(), function.timeout().toMillis() / 1000.0);
    logger.log(message);
    end(Failure.ended("Sandbox.Timedout", message));
  }

  /** Ends it as a crash of the machine would; a running invocation fails. */
  void kill() {
    String message = "Error: Runtime exited with error: signal: killed";
    logger.log(message);
    end(Failure.ended("Runtime.ExitError", message));
  }

  /** Ends it because it is not needed any more. */
  void close() {
    end(Failure.ended("Runtime.ExitError", "The environment was shut down"));
  }

  /** True once it will handle nothing more. */
  boolean ended() {
    return end.isDone();
  }

  private void end(ObjectNode failure) {
    settings.credentials().revoke(accessKeyId);
    if (!end.complete(failure)) {
      return;
    }
    thread.shutdown();
    threads.interrupt();
    handler.thenAccept(this::free);
  }

  /** Lets go of what a process would take with it when it ends. */
  private void free(Handler made) {
    if (made.instance() instanceof AutoCloseable closeable) {
      Thread closing = new Thread(threads, () -> close(closeable), threads.getName() + "-end");
      closing.setDaemon(true);
      closing.start();
    }
  }

  private void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("{} did not close", logStream, e);
    }
  }

  private InvocationResult failed(Invocation invocation, ObjectNode failure) {
    return new InvocationResult(
        invocation.requestId(),
        function.version(),
        Optional.of("Unhandled"),
        Failure.bytes(failure));
  }

  private InvocationContext context(Invocation invocation, long deadline) {
    return new InvocationContext(
        invocation.requestId(),
        function,
        invocation.invokedArn(),
        logStream,
        deadline,
        settings.monotonicNanos(),
        logger);
  }

  private Map<String, String> variables() {
    Map<String, String> all = new HashMap<>(function.environment());
    all.put("AWS_REGION", function.region());
    all.put("AWS_DEFAULT_REGION", function.region());
    all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMegabytes()));
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    all.put("AWS_ENDPOINT_URL", settings.endpoint().get().toString());
    all.put("AWS_ACCESS_KEY_ID", accessKeyId);
    all.put("AWS_SECRET_ACCESS_KEY", "lab");
    all.put("AWS_SESSION_TOKEN", "lab");
    return Map.copyOf(all);
  }

  private final class StreamLogger implements LambdaLogger {
    @Override
    public void log(String message) {
      for (String line : message.split("\r?\n")) {
        if (!line.isEmpty()) {
          settings
              .logs()
              .accept(
                  new LogSink.Line(
                      function.region(),
                      function.name(),
                      function.logGroup(),
                      logStream,
                      settings.wallClock().instant(),
                      line));
        }
      }
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
