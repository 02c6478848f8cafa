package io.farshore.lab.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** All functions of all Regions, and the classes that they share. Thread-safe. */
final class Functions implements AutoCloseable {

  private record Key(String region, String name) {}

  private record CodeKey(String region, Path code) {}

  private final Map<Key, LambdaFunction> functions = new ConcurrentHashMap<>();
  private final Map<CodeKey, FunctionCode> codes = new ConcurrentHashMap<>();
  private final LambdaRuntimeSettings settings;

  Functions(LambdaRuntimeSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds a function, and starts its first environment in the background.
   *
   * @throws io.farshore.lab.endpoint.AwsError {@code ResourceConflictException} when there is one
   *     of that name
   */
  void create(FunctionConfiguration configuration) {
    LambdaFunction function = new LambdaFunction(configuration, this::pool);
    Key key = new Key(configuration.region(), configuration.name());
    if (functions.putIfAbsent(key, function) != null) {
      throw LambdaErrors.conflict("Function already exist: " + configuration.name());
    }
  }

  private EnvironmentPool pool(FunctionConfiguration configuration) {
    FunctionCode code =
        codes.computeIfAbsent(
            new CodeKey(configuration.region(), configuration.code()),
            key -> new FunctionCode(key.code()));
    return new EnvironmentPool(
        configuration, () -> new ExecutionEnvironment(configuration, code.loader(), settings));
  }

  /**
   * The function of that name.
   *
   * @throws io.farshore.lab.endpoint.AwsError {@code ResourceNotFoundException}
   */
  LambdaFunction get(String region, String name) {
    LambdaFunction function = functions.get(new Key(region, name));
    if (function == null) {
      throw LambdaErrors.noFunction("arn:aws:lambda:" + region + ":111122223333:function:" + name);
    }
    return function;
  }

  /** The version that a name stands for. */
  EnvironmentPool resolve(String region, FunctionName name) {
    return get(region, name.name())
        .resolve(name.qualifier())
        .orElseThrow(
            () ->
                LambdaErrors.noFunction(
                    "arn:aws:lambda:%s:111122223333:function:%s:%s"
                        .formatted(region, name.name(), name.qualifier().orElse(""))));
  }

  List<FunctionConfiguration> in(String region) {
    return functions.entrySet().stream()
        .filter(entry -> entry.getKey().region().equals(region))
        .map(entry -> entry.getValue().latest())
        .sorted(java.util.Comparator.comparing(FunctionConfiguration::name))
        .toList();
  }

  /** Invokes what {@code name} stands for. */
  CompletableFuture<InvocationResult> invoke(
      String region, FunctionName name, String requestId, byte[] event) {
    try {
      EnvironmentPool pool = resolve(region, name);
      String arn =
          pool.function().arn() + name.qualifier().map(qualifier -> ":" + qualifier).orElse("");
      return pool.invoke(new Invocation(requestId, arn, event));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  Optional<LambdaFunction> find(String region, String name) {
    return Optional.ofNullable(functions.get(new Key(region, name)));
  }

  @Override
  public void close() {
    functions.values().forEach(LambdaFunction::close);
    codes.clear();
  }
}
