package io.farshore.lab.lambda;

import io.farshore.lab.lambda.FunctionVersion.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** All functions of all Regions, and their code. Thread-safe. */
final class Functions implements AutoCloseable {

  private static final int CREATION_MILLIS = 5;
  private static final int UPDATE_MILLIS = 100;

  private record Key(String region, String name) {}

  private final Map<Key, LambdaFunction> functions = new ConcurrentHashMap<>();
  private final Codes codes = new Codes();
  private final LambdaRuntimeSettings settings;

  Functions(LambdaRuntimeSettings settings) {
    this.settings = settings;
  }

  Codes codes() {
    return codes;
  }

  /**
   * Adds a function, pending at first.
   *
   * @throws io.farshore.lab.endpoint.AwsError {@code ResourceConflictException} when there is one
   *     of that name
   */
  LambdaFunction create(FunctionConfiguration configuration, OptionalInt reserved) {
    Key key = new Key(configuration.region(), configuration.name());
    LambdaFunction function =
        new LambdaFunction(configuration, new ConcurrencyLimit(reserved), settings, this::pool);
    if (functions.putIfAbsent(key, function) != null) {
      throw LambdaErrors.conflict("Function already exist: " + configuration.name());
    }
    return function;
  }

  /** Lets a new function be invoked in a moment. */
  void activateSoon(LambdaFunction function) {
    settings.timers().schedule(function::activate, CREATION_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Lets the change of a function be over in a moment; AWS takes seconds. */
  void finishSoon(LambdaFunction function) {
    settings.timers().schedule(function::activate, UPDATE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private EnvironmentPool pool(FunctionConfiguration configuration, ConcurrencyLimit limit) {
    FunctionCode code = codes.classes(configuration.region(), configuration.code());
    return new EnvironmentPool(
        limit, () -> new ExecutionEnvironment(configuration, code.loader(), settings));
  }

  /**
   * The function of that name.
   *
   * @throws io.farshore.lab.endpoint.AwsError {@code ResourceNotFoundException}
   */
  LambdaFunction get(String region, String name) {
    return find(region, name)
        .orElseThrow(() -> LambdaErrors.noFunction(FunctionConfiguration.arn(region, name)));
  }

  /** The version that a name stands for. */
  FunctionVersion version(String region, FunctionName name) {
    return find(region, name.name())
        .flatMap(function -> function.find(name.qualifier()))
        .orElseThrow(() -> LambdaErrors.noFunction(name.arn(region)));
  }

  Optional<LambdaFunction> find(String region, String name) {
    return Optional.ofNullable(functions.get(new Key(region, name)));
  }

  List<LambdaFunction> in(String region) {
    return functions.entrySet().stream()
        .filter(entry -> entry.getKey().region().equals(region))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(LambdaFunction::name))
        .toList();
  }

  /** Removes a function with all that hangs on it; what runs goes on to its end. */
  void delete(String region, String name) {
    LambdaFunction gone = get(region, name);
    functions.remove(new Key(region, name), gone);
    gone.retire();
  }

  /**
   * Invokes what {@code name} stands for.
   *
   * @param tail keep the end of the log for the answer
   * @return how it ended; fails with an {@code AwsError} when it was not invoked
   */
  CompletableFuture<InvocationResult> invoke(
      String region, FunctionName name, String requestId, byte[] event, boolean tail) {
    try {
      FunctionVersion version = invocable(region, name);
      Invocation invocation = new Invocation(requestId, name.arn(region), event, tail);
      return version
          .pool()
          .invoke(invocation)
          .whenComplete((result, failure) -> count(region, name, result, failure));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The version that an invocation goes to; fails where Lambda would not invoke. */
  FunctionVersion invocable(String region, FunctionName name) {
    FunctionVersion version =
        find(region, name.name())
            .flatMap(function -> function.pick(name.qualifier()))
            .orElseThrow(() -> LambdaErrors.noFunction(name.qualifiedArn(region)));
    if (version.status() == Status.PENDING) {
      throw LambdaErrors.conflict(
          "The operation cannot be performed at this time. The function is currently in the"
              + " following state: Pending");
    }
    return version;
  }

  private void count(String region, FunctionName name, InvocationResult result, Throwable failure) {
    if (failure != null) {
      settings.metrics().record(region, FunctionMetrics.of(name), Map.of("Throttles", 1.0));
      return;
    }
    settings
        .metrics()
        .record(
            region,
            FunctionMetrics.of(name),
            Map.of(
                "Invocations",
                1.0,
                "Throttles",
                0.0,
                "Errors",
                result.succeeded() ? 0.0 : 1.0,
                "Duration",
                result.duration().toNanos() / 1e6));
  }

  @Override
  public void close() {
    functions.values().forEach(LambdaFunction::close);
    codes.close();
  }
}
