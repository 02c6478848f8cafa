package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** How many executions, or items, of a map run are where. */
final class MapRunCounts {

  static final String PENDING = "pending";
  static final String RUNNING = "running";

  /** By status, as {@code DescribeMapRun} names them. */
  private static final Map<String, String> NAMES =
      Map.of(
          "SUCCEEDED", "succeeded",
          "FAILED", "failed",
          "TIMED_OUT", "timedOut",
          "ABORTED", "aborted");

  private final Map<String, Long> byName = new HashMap<>();
  private long total;

  void pending(long more) {
    total += more;
    byName.merge(PENDING, more, Long::sum);
  }

  void started(long some) {
    move(PENDING, RUNNING, some);
  }

  void ended(String status, long some) {
    move(RUNNING, NAMES.get(status), some);
  }

  private void move(String from, String to, long some) {
    byName.merge(from, -some, Long::sum);
    byName.merge(to, some, Long::sum);
  }

  long get(String name) {
    return byName.getOrDefault(name, 0L);
  }

  /** What counts against the tolerated failures. */
  long failed() {
    return get("failed") + get("timedOut");
  }

  long total() {
    return total;
  }

  /** The results of all that succeed are written to the Map's output. */
  ObjectNode describe() {
    ObjectNode counts = Answers.object();
    counts.put(PENDING, get(PENDING)).put(RUNNING, get(RUNNING));
    NAMES.values().stream().sorted().forEach(name -> counts.put(name, get(name)));
    return counts.put("total", total).put("resultsWritten", get("succeeded"));
  }
}
