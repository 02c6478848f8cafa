package io.farshore.command.bench.coldstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.farshore.command.bench.ClassOrigin;
import io.farshore.command.bench.coldstart.RuntimeApi.Answer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Starts the deployed jar as Lambda does: a fresh JVM with the runtime interface client. */
final class FunctionProcess {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final long MOST_SECONDS = 60;

  private final Path jar;
  private final Path archive;
  private final Map<String, String> environment;
  private final LongSupplier nanoTime;

  /**
   * Of one jar.
   *
   * @param archive of classes; need not be there unless a way wants it
   * @param environment of the function
   */
  FunctionProcess(Path jar, Path archive, Map<String, String> environment, LongSupplier nanoTime) {
    this.jar = jar;
    this.archive = archive;
    this.environment = environment;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts it once, invokes it twice, and ends it.
   *
   * @throws IllegalStateException when it fails, with what it said
   */
  Start start(Way way, byte[] first, byte[] second) throws IOException, InterruptedException {
    return run(way, way.options(archive), first, second);
  }

  /** Runs it once so that it leaves an archive of the classes that it loaded. */
  void archive(Way way, byte[] first, byte[] second) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(way.options(archive));
    options.removeIf(option -> option.startsWith("-XX:SharedArchiveFile"));
    options.add("-XX:ArchiveClassesAtExit=" + archive);
    run(way, options, first, second);
    if (!Files.exists(archive)) {
      throw new IllegalStateException("The JDK wrote no archive of classes");
    }
  }

  private Start run(Way way, List<String> options, byte[] first, byte[] second)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("farshore-coldstart-", ".log");
    try (RuntimeApi api = new RuntimeApi(Clock.systemUTC(), nanoTime)) {
      api.invoke(first);
      long startedNanos = nanoTime.getAsLong();
      Process process = process(way, options, api, said);
      try {
        CompletableFuture.anyOf(api.ready(), process.onExit()).join();
        long readyNanos = api.ready().getNow(nanoTime.getAsLong());
        long fromNanos = way.snapshot().isPresent() ? nanoTime.getAsLong() : startedNanos;
        api.restore();
        long firstNanos = answered(api, process, said);
        long classes = LoadedClasses.of(way.javaHome(), process);
        long againNanos = nanoTime.getAsLong();
        api.invoke(second);
        long secondNanos = answered(api, process, said);
        return new Start(
            (readyNanos - startedNanos) / NANOS_PER_MILLI,
            (firstNanos - fromNanos) / NANOS_PER_MILLI,
            (secondNanos - againNanos) / NANOS_PER_MILLI,
            classes);
      } finally {
        process.destroy();
        process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private Process process(Way way, List<String> options, RuntimeApi api, Path said)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(way.javaHome().resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), AWSLambda.class.getName(), way.work().handler()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("JAVA_"));
    variables.putAll(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "coldstart");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("LAMBDA_TASK_ROOT", jar.getParent().toString());
    variables.put("_HANDLER", way.work().handler());
    way.snapshot().ifPresent(how -> variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
  }

  /** The function's jar, and behind it the runtime: its own classes come from elsewhere. */
  private String classPath() {
    Stream<Path> runtime =
        Stream.of(
                AWSLambda.class, PojoSerializer.class, Context.class, SdkInternalThreadLocal.class)
            .map(ClassOrigin::of);
    return Stream.concat(Stream.of(jar), runtime)
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static long answered(RuntimeApi api, Process process, Path said)
      throws IOException, InterruptedException {
    Answer answer = process.isAlive() ? api.answer() : new Answer(0, true, "it ended");
    if (answer.error() || answer.body().contains("itemIdentifier")) {
      throw new IllegalStateException(
          "The function failed: " + answer.body() + "\n" + Files.readString(said));
    }
    return answer.atNanos();
  }
}
