package io.farshore.command.operate;

import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is different between two looks at a stream, a line each, what matters most first. Pure. */
final class Changes {

  private final Overview before;
  private final Overview after;
  private final List<String> lines = new ArrayList<>();

  private Changes(Overview before, Overview after) {
    this.before = before;
    this.after = after;
  }

  /** The changes; what is not known in one of the looks is no change. */
  static List<String> between(Overview before, Overview after) {
    Changes changes = new Changes(before, after);
    changes.regions();
    changes.epochs();
    changes.executions();
    changes.pauses();
    changes.producers();
    return List.copyOf(changes.lines);
  }

  private void regions() {
    for (Region region : after.regions()) {
      if (after.isSilent(region) != before.isSilent(region)) {
        lines.add(
            after.isSilent(region)
                ? "*** NO ANSWER from " + region + trouble(region)
                : region + " answers again");
      }
    }
  }

  private String trouble(Region region) {
    return after
        .look(region)
        .flatMap(look -> look.tables().trouble())
        .map(trouble -> ": " + trouble.text())
        .orElse("");
  }

  private void epochs() {
    Optional<Epoch> then = before.inForce();
    Optional<Epoch> now = after.inForce();
    if (then.isPresent() && now.isPresent() && isLater(now.get(), then.get())) {
      boolean moved = !now.get().activeRegion().equals(then.get().activeRegion());
      lines.add(
          "*** EPOCH %d, %s, %s%s"
              .formatted(
                  now.get().number(),
                  now.get().activeRegion(),
                  now.get().phase(),
                  moved ? " (was epoch " + then.get().id() + ")" : ""));
    }
    Map<Long, Epoch> known = new TreeMap<>();
    before.epochs().all().forEach(epoch -> known.put(epoch.number(), epoch));
    for (Epoch epoch : after.epochs().all()) {
      Epoch earlier = known.get(epoch.number());
      if (!epoch.phase().isInForce() && (earlier == null || earlier.phase() != epoch.phase())) {
        lines.add("epoch " + epoch.id() + " is " + epoch.phase());
      }
    }
  }

  private static boolean isLater(Epoch now, Epoch then) {
    int order = now.id().compareTo(then.id());
    return order > 0 || order == 0 && now.phase().compareTo(then.phase()) > 0;
  }

  private void executions() {
    Map<String, Machine.Running> then = running(before);
    Map<String, Machine.Running> now = running(after);
    now.forEach(
        (arn, running) -> {
          Run run = running.run();
          String state = running.at().map(Visit::state).orElse("");
          Machine.Running earlier = then.get(arn);
          if (earlier == null) {
            lines.add("started: " + name(run));
          }
          String last = earlier == null ? "" : earlier.at().map(Visit::state).orElse("");
          if (!state.equals(last) && !QuietStates.contains(state)) {
            lines.add(name(run) + ": " + state);
          }
        });
    TreeSet<String> known = new TreeSet<>();
    before.history().forEach(past -> known.add(past.name()));
    after.history().stream()
        .filter(past -> !known.contains(past.name()))
        .filter(past -> !before.isSilent(past.region()))
        .forEach(past -> lines.add("ended: " + PastText.brief(past)));
  }

  private static String name(Run run) {
    return run.mode() + " to " + run.region();
  }

  private static Map<String, Machine.Running> running(Overview overview) {
    Map<String, Machine.Running> byArn = new TreeMap<>();
    overview.running().forEach(running -> byArn.put(running.run().arn(), running));
    return byArn;
  }

  private void pauses() {
    for (Region region : after.regions()) {
      Optional<Boolean> then = paused(before, region);
      Optional<Boolean> now = paused(after, region);
      if (then.isPresent() && now.isPresent() && !then.equals(now)) {
        lines.add(
            "automatic failover to " + region + (now.get() ? " is paused" : " is not paused"));
      }
    }
  }

  private static Optional<Boolean> paused(Overview overview, Region region) {
    return overview
        .look(region)
        .flatMap(look -> look.tables().value())
        .map(tables -> tables.settings().isPausedAt(overview.now()));
  }

  private void producers() {
    Map<String, ProducerReport> then = reports(before);
    reports(after)
        .forEach(
            (producer, report) -> {
              ProducerReport earlier = then.get(producer);
              boolean same =
                  earlier != null
                      && earlier.phase() == report.phase()
                      && earlier.epoch().equals(report.epoch());
              if (!same) {
                lines.add(
                    "producer %s is %s in epoch %d"
                        .formatted(producer, report.phase(), report.epoch().number()));
              }
            });
  }

  /** The last word of each producer that any Region has. */
  private static Map<String, ProducerReport> reports(Overview overview) {
    Map<String, ProducerReport> latest = new TreeMap<>();
    overview.answering().stream()
        .flatMap(look -> look.standing().stream())
        .flatMap(standing -> standing.producers().values().stream())
        .flatMap(producer -> producer.report().stream())
        .forEach(
            report ->
                latest.merge(
                    report.producer().value(),
                    report,
                    (a, b) -> a.reportedAt().isAfter(b.reportedAt()) ? a : b));
    return latest;
  }
}
