package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.ExecutionEnd;
import io.farshore.lab.stepfunctions.execution.ExecutionIdentity;
import io.farshore.lab.stepfunctions.execution.MapRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One map run: so many executions at once, until all have ended or too many failed. */
final class MapRun implements MapRuns.Run {

  /** As many as AWS runs at once for one map run. */
  private static final int MOST_AT_ONCE = 10_000;

  private static final StateError TOO_MANY_FAILED =
      new StateError(
          StateError.THRESHOLD, "The specified tolerated failure threshold was exceeded");

  /**
   * Who a map run is.
   *
   * @param stateMachineArn with the label behind its name
   */
  record Identity(
      String arn,
      String label,
      ExecutionIdentity parent,
      String stateMachineArn,
      Instant startedAt) {}

  /** Makes an execution that has not begun; tells {@code onEnd} of its end. */
  interface Starter {
    Execution execution(MapRun run, MapRuns.Child child, Consumer<Execution> onEnd);
  }

  private final Identity identity;
  private final MapRuns.Plan plan;
  private final Starter starter;
  private final Supplier<Instant> now;
  private final Consumer<MapRuns.End> onEnd;
  private final MapRunCounts items = new MapRunCounts();
  private final MapRunCounts executions = new MapRunCounts();
  private final List<Execution> started = new ArrayList<>();
  private final Map<Integer, Execution> running = new HashMap<>();
  private final SortedMap<Integer, JsonNode> outputs = new TreeMap<>();
  private MapRuns.Limits limits;
  private int next;
  private String status = "RUNNING";
  private Optional<Instant> endedAt = Optional.empty();

  MapRun(
      Identity identity,
      MapRuns.Plan plan,
      Starter starter,
      Supplier<Instant> now,
      Consumer<MapRuns.End> onEnd) {
    this.identity = identity;
    this.plan = plan;
    this.starter = starter;
    this.now = now;
    this.onEnd = onEnd;
    this.limits = plan.limits();
    plan.children().forEach(child -> items.pending(child.items()));
    executions.pending(plan.children().size());
  }

  @Override
  public String arn() {
    return identity.arn();
  }

  @Override
  public void start() {
    goOn();
  }

  /** Changes the limits while it runs. */
  void limit(MapRuns.Limits changed) {
    limits = changed;
    goOn();
  }

  private void goOn() {
    if (!running()) {
      return;
    } else if (limits.exceededBy(items.failed(), items.total())) {
      end("FAILED", new MapRuns.Failed(TOO_MANY_FAILED));
      return;
    }
    int most = limits.maxConcurrency() == 0 ? MOST_AT_ONCE : limits.maxConcurrency();
    while (next < plan.children().size() && running.size() < Math.min(most, MOST_AT_ONCE)) {
      begin(next++);
    }
    if (running.isEmpty()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      outputs.values().forEach(all::add);
      end("SUCCEEDED", new MapRuns.Succeeded(all));
    }
  }

  private void begin(int index) {
    MapRuns.Child child = plan.children().get(index);
    Execution execution = starter.execution(this, child, ended -> ended(index, ended));
    started.add(execution);
    running.put(index, execution);
    items.started(child.items());
    executions.started(1);
    execution.begin();
  }

  private void ended(int index, Execution execution) {
    running.remove(index);
    items.ended(execution.status(), plan.children().get(index).items());
    executions.ended(execution.status(), 1);
    if (execution.end().orElseThrow() instanceof ExecutionEnd.Succeeded done) {
      outputs.put(index, done.output());
    }
    goOn();
  }

  private void end(String how, MapRuns.End end) {
    stop(how);
    onEnd.accept(end);
  }

  @Override
  public void abort() {
    if (running()) {
      stop("ABORTED");
    }
  }

  private void stop(String how) {
    status = how;
    endedAt = Optional.of(now.get());
    List.copyOf(running.values()).forEach(execution -> execution.stop(new StateError("", "")));
  }

  boolean running() {
    return status.equals("RUNNING");
  }

  Identity identity() {
    return identity;
  }

  MapRuns.Plan plan() {
    return plan;
  }

  MapRuns.Limits limits() {
    return limits;
  }

  String status() {
    return status;
  }

  Optional<Instant> endedAt() {
    return endedAt;
  }

  MapRunCounts items() {
    return items;
  }

  MapRunCounts executions() {
    return executions;
  }

  /** The executions that have started, oldest first. */
  List<Execution> started() {
    return started;
  }
}
