package io.farshore.lab.endpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls by who made them, where to, and which. Thread-safe. */
public final class CallCounts {

  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * Calls that are counted together.
   *
   * @param principal as in {@link Caller}; of a function its ARN, whatever environment called
   * @param region that was called
   * @param service by its signing name
   * @param operation such as {@code PutRecords}
   */
  public record Kind(String principal, String region, String service, String operation) {}

  void add(ApiCall call) {
    String principal = call.caller().principal();
    int environment = principal.indexOf('#');
    Kind kind =
        new Kind(
            environment < 0 ? principal : principal.substring(0, environment),
            call.region(),
            call.service(),
            call.operation());
    counts.computeIfAbsent(kind, any -> new LongAdder()).increment();
  }

  /** The counts by now. */
  public Map<Kind, Long> snapshot() {
    Map<Kind, Long> now = new HashMap<>();
    counts.forEach((kind, count) -> now.put(kind, count.sum()));
    return now;
  }
}
