package io.farshore.lab.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private static final int RESPONSE_LIMIT = 6_291_556;

  private final FunctionConfiguration function;
  private final LambdaRuntimeSettings settings;
  private final String logStream;
  private final Caller caller;
  private final String accessKeyId;
  private final ThreadGroup threads;
  private final ExecutorService thread;
  private final LambdaLogger logger = new StreamLogger();
  private final CompletableFuture<Handler> handler = new CompletableFuture<>();
  private final CompletableFuture<Optional<Failure>> end = new CompletableFuture<>();
  private Optional<Running> running = Optional.empty();
  private final long startedAt;
  private volatile Optional<InvocationLog> current = Optional.empty();
  private volatile Optional<Duration> init = Optional.empty();

  private record Running(
      Invocation invocation,
      InvocationLog log,
      long begun,
      CompletableFuture<InvocationResult> result) {}

  /** Starts it: the handler is made on the environment's own thread. */
  ExecutionEnvironment(
      FunctionConfiguration function, ClassLoader classes, LambdaRuntimeSettings settings) {
    this.function = function;
    this.settings = settings;
    this.startedAt = settings.monotonicNanos().getAsLong();
    this.logStream = logStream(function, settings);
    this.caller = Caller.in(function.region(), function.arn() + "#" + logStream);
    this.accessKeyId = settings.credentials().register(caller);
    this.threads = new ThreadGroup("lambda-" + function.region() + "-" + function.name());
    this.thread = Executors.newSingleThreadExecutor(task -> newThread(task, classes));
    thread.execute(() -> initialize(classes));
  }

  /** Such as {@code 2026/11/21/[$LATEST]0123456789abcdef}. */
  private static String logStream(FunctionConfiguration function, LambdaRuntimeSettings settings) {
    String day = settings.wallClock().instant().toString().substring(0, 10).replace('-', '/');
    String id = settings.ids().get().replace("-", "");
    return day + "/[" + function.version() + "]" + id;
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
      Handler made = Handler.create(classes, function.handler(), variables());
      init = Optional.of(since(startedAt));
      handler.complete(made);
    } catch (Throwable e) {
      logger.log("Initialization failed: " + e);
      handler.completeExceptionally(e);
      end(Failure.thrown(e));
    }
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(settings.monotonicNanos().getAsLong() - nanos);
  }

  /**
   * Handles one event.
   *
   * @return how it ended; never fails
   */
  CompletableFuture<InvocationResult> invoke(Invocation invocation) {
    Running task =
        new Running(
            invocation,
            new InvocationLog(invocation, function, this::append),
            settings.monotonicNanos().getAsLong(),
            new CompletableFuture<>());
    synchronized (this) {
      running = Optional.of(task);
      if (!ended()) {
        thread.execute(() -> run(task));
      }
    }
    end.getNow(Optional.empty()).ifPresent(failure -> cutOff(task, failure));
    return task.result();
  }

  /** True for whoever brings an invocation to its end: only the first does. */
  private synchronized boolean claim(Running task) {
    if (running.filter(now -> now == task).isEmpty()) {
      return false;
    }
    running = Optional.empty();
    return true;
  }

  private void cutOff(Running task, Failure failure) {
    if (!claim(task)) {
      return;
    }
    Failure named = failure.of(task.invocation().requestId());
    Duration duration = since(task.begun());
    named.logLine().ifPresent(task.log()::line);
    task.log().end(duration, Optional.empty(), named.status());
    task.result().complete(withTail(failed(task, duration, named.payload()), task.log()));
  }

  private void run(Running task) {
    if (!handler.isDone() || handler.isCompletedExceptionally()) {
      return;
    }
    current = Optional.of(task.log());
    task.log().start();
    long limit = function.timeout().toNanos();
    long begun = settings.monotonicNanos().getAsLong();
    ScheduledFuture<?> timer =
        settings
            .timers()
            .schedule(() -> end(Failure.timedOut(function, settings)), limit, TimeUnit.NANOSECONDS);
    settings.invocations().begin(caller).killed().thenRun(this::kill);
    InvocationResult outcome = handle(task, begun, begun + limit);
    timer.cancel(false);
    if (claim(task)) {
      task.log().end(outcome.duration(), init, Optional.empty());
      init = Optional.empty();
      InvocationResult logged = withTail(outcome, task.log());
      settings.timers().execute(() -> task.result().complete(logged));
    }
  }

  private InvocationResult handle(Running task, long begun, long deadline) {
    Invocation invocation = task.invocation();
    try {
      byte[] answer = handler.join().handle(invocation.event(), context(invocation, deadline));
      if (answer.length > RESPONSE_LIMIT) {
        return failed(task, since(begun), Failure.responseTooLarge(RESPONSE_LIMIT).payload());
      }
      return new InvocationResult(
          invocation.requestId(),
          function.version(),
          Optional.empty(),
          answer,
          since(begun),
          Optional.empty());
    } catch (Throwable e) {
      if (!ended()) {
        log(e);
      }
      if (e instanceof VirtualMachineError) {
        end(Failure.thrown(e));
      }
      return failed(task, since(begun), Failure.thrown(e).payload());
    }
  }

  private static InvocationResult withTail(InvocationResult outcome, InvocationLog log) {
    return new InvocationResult(
        outcome.requestId(),
        outcome.executedVersion(),
        outcome.functionError(),
        outcome.payload(),
        outcome.duration(),
        log.tail());
  }

  private void log(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    for (StackTraceElement frame : thrown.getStackTrace()) {
      text.append(" | at ").append(frame);
    }
    logger.log(text.toString());
  }

  /** Ends it as a crash of the machine would; a running invocation fails. */
  void kill() {
    end(Failure.exited("Runtime exited with error: signal: killed"));
  }

  /** Ends it because it is not needed any more. */
  void close() {
    end(Failure.exited("The environment was shut down"));
  }

  /** True once it will handle nothing more. */
  boolean ended() {
    return end.isDone();
  }

  private void end(Failure failure) {
    settings.credentials().revoke(accessKeyId);
    Optional<Running> task;
    synchronized (this) {
      if (!end.complete(Optional.of(failure))) {
        return;
      }
      thread.shutdown();
      task = running;
    }
    task.ifPresent(one -> cutOff(one, failure));
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

  private InvocationResult failed(Running task, Duration duration, ObjectNode failure) {
    return new InvocationResult(
        task.invocation().requestId(),
        function.version(),
        Optional.of("Unhandled"),
        failure.toString().getBytes(StandardCharsets.UTF_8),
        duration,
        Optional.empty());
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
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMegabytes()));
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    all.put("_HANDLER", function.handler());
    all.put("AWS_ENDPOINT_URL", settings.endpoint().get().toString());
    all.put("NAME_SERVER", "127.0.0.1:" + settings.nameServer().getAsInt());
    all.put("AWS_ACCESS_KEY_ID", accessKeyId);
    all.put("AWS_SECRET_ACCESS_KEY", "lab");
    all.put("AWS_SESSION_TOKEN", "lab");
    return Map.copyOf(all);
  }

  private void append(String line) {
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

  private final class StreamLogger implements LambdaLogger {
    @Override
    public void log(String message) {
      Optional<InvocationLog> log = current;
      for (String line : message.split("\r?\n")) {
        if (!line.isEmpty()) {
          log.ifPresentOrElse(one -> one.line(line), () -> append(line));
        }
      }
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
