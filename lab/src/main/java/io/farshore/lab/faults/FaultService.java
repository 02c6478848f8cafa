package io.farshore.lab.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lab's own API, signed for {@code farshore-lab}, which AWS does not have: {@code InjectFault}
 * ({@code Fault}, {@code Seconds}?, {@code Times}?, {@code Rate}?), {@code ListFaults} and {@code
 * HealFaults} ({@code FaultId} or {@code All}). No fault touches it. Thread-safe.
 */
public final class FaultService implements AwsService {

  private final Faults faults;
  private final Set<String> regions;
  private final EventLoop loop;
  private final Map<String, Times> times = new ConcurrentHashMap<>();

  private record Times(Instant since, Optional<Instant> until, Strikes strikes) {}

  /**
   * Tells {@code faults} what to do.
   *
   * @param regions of the lab
   * @param loop heals what is to heal by itself
   */
  public FaultService(Faults faults, List<String> regions, EventLoop loop) {
    this.faults = faults;
    this.regions = Set.copyOf(regions);
    this.loop = loop;
  }

  @Override
  public String signingName() {
    return "farshore-lab";
  }

  @Override
  public boolean isBehindTheNetwork() {
    return false;
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    try {
      return CompletableFuture.completedFuture(
          switch (call.operation()) {
            case "InjectFault" -> inject(call.input());
            case "ListFaults" -> list();
            case "HealFaults" -> heal(call.input());
            default -> throw AwsError.unknownOperation(call);
          });
    } catch (AwsError e) {
      return CompletableFuture.failedFuture(e);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(AwsError.validation(e.getMessage()));
    }
  }

  private ObjectNode inject(JsonNode input) {
    JsonNode form = input.path("Fault");
    Fault fault = FaultForm.parse(form);
    for (String member : List.of("Region", "OtherRegion")) {
      if (form.has(member) && !regions.contains(form.path(member).asText())) {
        throw AwsError.validation(
            "The lab has no Region "
                + form.path(member).asText()
                + ": it has "
                + String.join(", ", regions.stream().sorted().toList()));
      }
    }
    Strikes strikes =
        new Strikes(
            input.has("Times") ? OptionalInt.of(input.path("Times").asInt()) : OptionalInt.empty(),
            input.path("Rate").asDouble(1));
    String id = faults.inject(fault, strikes);
    Optional<Instant> until = Optional.empty();
    if (input.has("Seconds")) {
      Duration life = Duration.ofMillis(Math.round(input.path("Seconds").asDouble() * 1000));
      until = Optional.of(loop.wallTime().plus(life));
      loop.after(life, () -> faults.heal(id));
    }
    times.put(id, new Times(loop.wallTime(), until, strikes));
    return described(id, fault);
  }

  private ObjectNode list() {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode regionNames = output.putArray("Regions");
    regions.stream().sorted().forEach(regionNames::add);
    ArrayNode list = output.putArray("Faults");
    faults.activeById().forEach((id, fault) -> list.add(described(id, fault)));
    return output;
  }

  private ObjectNode heal(JsonNode input) {
    Map<String, Fault> before = faults.activeById();
    Set<String> wanted = new HashSet<>(before.keySet());
    if (!input.path("All").asBoolean(false)) {
      String id = input.path("FaultId").asText();
      if (!before.containsKey(id)) {
        throw new AwsError("ResourceNotFoundException", 400, "There is no fault \"" + id + "\"");
      }
      wanted.retainAll(Set.of(id));
    }
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode healed = output.putArray("Healed");
    before.forEach(
        (id, fault) -> {
          if (wanted.contains(id) && faults.heal(id)) {
            healed.add(described(id, fault));
          }
        });
    return output;
  }

  private ObjectNode described(String id, Fault fault) {
    ObjectNode described = JsonNodeFactory.instance.objectNode().put("FaultId", id);
    described.set("Fault", FaultForm.of(fault));
    Optional.ofNullable(times.get(id))
        .ifPresent(
            known -> {
              described.put("Since", known.since().toString());
              known.strikes().times().ifPresent(most -> described.put("Times", most));
              if (known.strikes().share() < 1) {
                described.put("Rate", known.strikes().share());
              }
              known.until().ifPresent(until -> described.put("Until", until.toString()));
            });
    return described;
  }
}
