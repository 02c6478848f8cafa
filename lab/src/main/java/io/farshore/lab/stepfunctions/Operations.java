package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** What Step Functions can do, by the operations' names. */
final class Operations {

  /** One operation, called on the event loop. */
  @FunctionalInterface
  interface Operation {
    CompletableFuture<? extends JsonNode> answer(Request request, RegionalStates states);
  }

  private final Map<String, Operation> byName = new HashMap<>();

  /** An operation that answers within its turn. */
  void now(String name, BiFunction<Request, RegionalStates, ? extends JsonNode> operation) {
    byName.put(
        name,
        (request, states) -> CompletableFuture.completedFuture(operation.apply(request, states)));
  }

  /** An operation that answers some time later. */
  void later(String name, Operation operation) {
    byName.put(name, operation);
  }

  Optional<Operation> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
