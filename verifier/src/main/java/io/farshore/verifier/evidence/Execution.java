package io.farshore.verifier.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One execution of the state machine.
 *
 * @param name its name, also that of its file
 * @param executionArn its ARN; tells the Region that it ran in
 * @param status {@code RUNNING}, {@code SUCCEEDED}, {@code FAILED}, {@code TIMED_OUT} or {@code
 *     ABORTED}
 * @param startDate when it started
 * @param stopDate when it ended; null while it runs
 * @param input its input; a JSON value, or text that holds one
 * @param output its output; null when it has none
 * @param history its events in the shape of GetExecutionHistory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Execution(
    String name,
    String executionArn,
    String status,
    Instant startDate,
    Instant stopDate,
    JsonNode input,
    JsonNode output,
    List<JsonNode> history) {
  private static final Set<String> TERMINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");

  /** Copies the history. */
  public Execution {
    history = history == null ? List.of() : List.copyOf(history);
  }

  /** Whether it reached its end. */
  @JsonIgnore
  public boolean terminal() {
    return TERMINAL.contains(status) && stopDate != null;
  }

  /** The Region that it ran in, from its ARN; empty when that has none. */
  @JsonIgnore
  public Optional<String> region() {
    String[] parts = executionArn == null ? new String[0] : executionArn.split(":");
    return parts.length > 3 ? Optional.of(parts[3]) : Optional.empty();
  }

  /** The states in the order of their entry, from the history. */
  public List<StateVisit> visits() {
    return StateVisit.in(history);
  }
}
