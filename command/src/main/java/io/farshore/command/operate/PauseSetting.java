package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.CommandFailed;
import io.farshore.command.Farshore;
import io.farshore.core.epoch.EpochTable;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets or ends the pause of automatic failover, Region by Region, each in its own replica, and
 * writes it into the history.
 */
final class PauseSetting {

  private final Session session;
  private final StreamName stream;
  private final StreamSettings settings;
  private final String by;
  private final Optional<String> reason;

  /**
   * What is set.
   *
   * @param settings what each Region gets
   * @param by who sets it
   * @param reason why, where that is told
   */
  PauseSetting(
      Session session,
      StreamName stream,
      StreamSettings settings,
      String by,
      Optional<String> reason) {
    this.session = session;
    this.stream = stream;
    this.settings = settings;
    this.by = by;
    this.reason = reason;
  }

  /**
   * Sets it, tells of it, and gives the exit code: 1 when a Region could not be told.
   *
   * @throws CommandFailed when no Region could be told
   */
  int set(Overview before, List<Region> regions, PrintWriter out, boolean json) {
    Map<Region, Trouble> failed = new LinkedHashMap<>();
    Instant now = session.now();
    for (Region region : regions) {
      try {
        set(region, now);
      } catch (RuntimeException e) {
        failed.put(region, Trouble.of(e));
      }
    }
    if (failed.size() == regions.size()) {
      throw new CommandFailed("Nothing was changed: " + troubles(failed));
    }
    List<Region> done = regions.stream().filter(region -> !failed.containsKey(region)).toList();
    if (json) {
      out.println(json(done, failed).toPrettyString());
    } else {
      lines(before, done, failed).forEach(out::println);
    }
    out.flush();
    return failed.isEmpty() ? Farshore.OK : Farshore.NOT_HELD;
  }

  private void set(Region region, Instant now) {
    EpochTable table = session.aws().epochTable(region);
    session.loop().await(() -> table.set(stream, settings).thenApply(ignored -> true));
    session.loop().await(() -> table.record(stream, entry(region, now)).thenApply(ignored -> true));
  }

  private EpochTable.HistoryEntry entry(Region region, Instant now) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("mode", settings.paused() ? "pause" : "resume");
    report.put("outcome", outcome());
    report.put("stream", stream.value());
    report.put("targetRegion", region.name());
    report.put("by", by);
    reason.ifPresent(why -> report.put("reason", why));
    StatusJson.put(report, "until", settings.pausedUntil());
    String name = (settings.paused() ? "pause-" : "resume-") + Starting.stamp(now);
    return new EpochTable.HistoryEntry(now, region, name, outcome(), report.toString());
  }

  private String outcome() {
    return settings.paused() ? "Paused" : "ResumedAutomatic";
  }

  private List<String> lines(Overview before, List<Region> done, Map<Region, Trouble> failed) {
    Rows rows = new Rows();
    List<String> names = done.stream().map(Region::name).toList();
    String what = "automatic failover of " + stream + " to " + String.join(" and to ", names);
    rows.add(
        settings.paused() ? "paused" : "resumed",
        what
            + (settings.paused()
                ? settings.pausedUntil().map(at -> ", until " + Say.instant(at)).orElse("")
                    + ": "
                    + reason.orElseThrow()
                : " may start again"));
    failed.forEach(
        (region, trouble) -> rows.add("NOT DONE", "to " + region + ": " + trouble.text()));
    notes(before, done).forEach(note -> rows.add("note", note));
    rows.add(
        "next",
        settings.paused()
            ? "when you are done:\n./farshore resume " + stream
            : "to look:\n./farshore status " + stream);
    return rows.lines();
  }

  private List<String> notes(Overview before, List<Region> done) {
    List<String> notes = new ArrayList<>();
    if (settings.paused()) {
      before
          .running()
          .forEach(
              running ->
                  notes.add(
                      "execution %s in %s runs already, and is not stopped by this"
                          .formatted(running.run().name(), running.run().region())));
      notes.add("failover and switchover by hand are not refused");
    }
    for (Region region : done) {
      before
          .look(region)
          .flatMap(look -> look.machine().value())
          .flatMap(Machine::automatic)
          .filter(automatic -> !automatic)
          .ifPresent(
              off ->
                  notes.add(
                      "alarms start nothing to %s anyway: AutomaticFailover is false there"
                          .formatted(region)));
    }
    return notes;
  }

  private ObjectNode json(List<Region> done, Map<Region, Trouble> failed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("stream", stream.value());
    json.put("paused", settings.paused());
    json.put("by", by);
    reason.ifPresent(why -> json.put("reason", why));
    StatusJson.put(json, "until", settings.pausedUntil());
    ArrayNode regions = json.putArray("regions");
    done.forEach(region -> regions.addObject().put("region", region.name()).put("done", true));
    failed.forEach(
        (region, trouble) ->
            regions
                .addObject()
                .put("region", region.name())
                .put("done", false)
                .put("trouble", trouble.text()));
    return json;
  }

  private static String troubles(Map<Region, Trouble> failed) {
    List<String> all = new ArrayList<>();
    failed.forEach((region, trouble) -> all.add(region + ": " + trouble.text()));
    return String.join("; ", all);
  }
}
