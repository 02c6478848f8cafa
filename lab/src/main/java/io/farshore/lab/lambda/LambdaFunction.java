package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.lambda.FunctionVersion.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A function with its versions, aliases and whatever hangs on them. Thread-safe. */
final class LambdaFunction implements AutoCloseable {

  private final LambdaRuntimeSettings settings;
  private final BiFunction<FunctionConfiguration, ConcurrencyLimit, EnvironmentPool> pools;
  private final ConcurrencyLimit limit;
  private final SortedMap<Integer, FunctionVersion> versions = new TreeMap<>();
  private final SortedMap<String, Alias> aliases = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();
  private final Map<String, ResourcePolicy> policies = new HashMap<>();
  private final Map<String, InvokeConfig> invokeConfigs = new TreeMap<>();
  private FunctionVersion latest;
  private Optional<FunctionConfiguration> published = Optional.empty();
  private int lastVersion;

  LambdaFunction(
      FunctionConfiguration configuration,
      ConcurrencyLimit limit,
      LambdaRuntimeSettings settings,
      BiFunction<FunctionConfiguration, ConcurrencyLimit, EnvironmentPool> pools) {
    this.settings = settings;
    this.pools = pools;
    this.limit = limit;
    this.latest = made(configuration, Status.PENDING);
  }

  private FunctionVersion made(FunctionConfiguration configuration, Status status) {
    return new FunctionVersion(
        configuration,
        pools.apply(configuration, limit),
        settings.ids().get(),
        settings.wallClock().instant(),
        status);
  }

  String name() {
    return latest().configuration().name();
  }

  String arn() {
    return latest().configuration().arn();
  }

  ConcurrencyLimit limit() {
    return limit;
  }

  synchronized FunctionVersion latest() {
    return latest;
  }

  /** {@code $LATEST} and all numbered versions, oldest first. */
  synchronized List<FunctionVersion> versions() {
    List<FunctionVersion> all = new ArrayList<>();
    all.add(latest);
    all.addAll(versions.values());
    return all;
  }

  /** What a version or (empty) {@code $LATEST} stands for; of an alias its main version. */
  synchronized Optional<FunctionVersion> find(Optional<String> qualifier) {
    return version(qualifier.map(q -> aliases.containsKey(q) ? aliases.get(q).version() : q));
  }

  /** What is to be invoked: an alias with weights has more than one choice. */
  synchronized Optional<FunctionVersion> pick(Optional<String> qualifier) {
    return version(
        qualifier.map(
            q -> aliases.containsKey(q) ? aliases.get(q).pick(settings.random().nextDouble()) : q));
  }

  private Optional<FunctionVersion> version(Optional<String> qualifier) {
    if (qualifier.isEmpty() || qualifier.get().equals(FunctionConfiguration.LATEST)) {
      return Optional.of(latest);
    }
    return qualifier.get().matches("[0-9]{1,9}")
        ? Optional.ofNullable(versions.get(Integer.valueOf(qualifier.get())))
        : Optional.empty();
  }

  /** It can be invoked from now on. */
  synchronized void activate() {
    if (latest.status() != Status.ACTIVE) {
      latest = latest.active(settings.ids().get());
    }
    versions.replaceAll(
        (number, version) ->
            version.status() == Status.ACTIVE ? version : version.active(settings.ids().get()));
  }

  /**
   * Freezes {@code $LATEST} as the next version; the last one again when nothing changed.
   *
   * @param status of the new version
   */
  synchronized FunctionVersion publish(Optional<String> description, Status status) {
    FunctionConfiguration now = latest.configuration();
    if (published.filter(now::sameAs).isPresent() && versions.containsKey(lastVersion)) {
      return versions.get(lastVersion);
    }
    published = Optional.of(now);
    lastVersion++;
    ObjectNode described = now.settings().deepCopy();
    description.ifPresent(text -> described.put("Description", text));
    if (described.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions")) {
      ((ObjectNode) described.get("SnapStart")).put("OptimizationStatus", "On");
    }
    FunctionVersion version = made(now.as(String.valueOf(lastVersion)).with(described), status);
    versions.put(lastVersion, version);
    latest = latest.revised(settings.ids().get());
    return version;
  }

  /** Changes {@code $LATEST}; what it is handling goes on to its end. */
  synchronized FunctionVersion update(UnaryOperator<FunctionConfiguration> change) {
    FunctionVersion old = latest;
    latest = made(change.apply(old.configuration()), Status.UPDATING);
    old.pool().retire();
    return latest;
  }

  /** Removes a version; nothing happens when there is none. */
  synchronized void delete(String version) {
    List<String> names =
        aliases.values().stream()
            .filter(a -> a.version().equals(version) || a.weights().containsKey(version))
            .map(Alias::name)
            .toList();
    if (!names.isEmpty()) {
      throw LambdaErrors.conflict(
          "Unable to delete version because the following aliases reference it: " + names);
    }
    FunctionVersion gone = versions.remove(Integer.valueOf(version));
    if (gone != null) {
      gone.pool().retire();
    }
  }

  /** By name; the caller holds this function's lock while it changes them. */
  SortedMap<String, Alias> aliases() {
    return aliases;
  }

  synchronized List<Alias> listAliases() {
    return List.copyOf(aliases.values());
  }

  /** The caller holds this function's lock. */
  Map<String, String> tags() {
    return tags;
  }

  /** By qualifier, {@code $LATEST} for none; the caller holds this function's lock. */
  Map<String, ResourcePolicy> policies() {
    return policies;
  }

  /** By qualifier, {@code $LATEST} for none; the caller holds this function's lock. */
  Map<String, InvokeConfig> invokeConfigs() {
    return invokeConfigs;
  }

  /** What was set for asynchronous invocations of a qualifier. */
  synchronized Optional<InvokeConfig> invokeConfig(Optional<String> qualifier) {
    return Optional.ofNullable(invokeConfigs.get(qualifier.orElse(FunctionConfiguration.LATEST)));
  }

  synchronized void revise() {
    latest = latest.revised(settings.ids().get());
  }

  synchronized int killBusy() {
    return versions().stream().mapToInt(version -> version.pool().killBusy()).sum();
  }

  /** Takes no more invocations; those that run go on to their end. */
  synchronized void retire() {
    versions().forEach(version -> version.pool().retire());
  }

  @Override
  public synchronized void close() {
    versions().forEach(version -> version.pool().close());
  }
}
