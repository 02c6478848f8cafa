package io.farshore.command.produce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.producer.ProducerListener;
import io.farshore.producer.ProducerStatus;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/**
 * What a producer does, for people or as JSON lines. On a terminal the progress is one line that is
 * written anew; elsewhere it is a line now and then. Thread-safe.
 */
final class Told implements ProducerListener {

  /** How the progress is told. */
  enum Form {
    TERMINAL,
    LINES,
    JSON
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private final PrintWriter out;
  private final Form form;
  private final Clock clock;
  private boolean progressShown;

  Told(PrintWriter out, Form form, Clock clock) {
    this.out = out;
    this.form = form;
    this.clock = clock;
  }

  @Override
  public void followed(EpochId epoch, Watermark from) {
    event(
        "followed",
        "follows epoch %d, writes to %s from %s".formatted(epoch.number(), region(epoch), from),
        JsonNodeFactory.instance
            .objectNode()
            .put("epoch", epoch.number())
            .put("region", region(epoch))
            .put("from", from.toString()));
  }

  @Override
  public void resumed(EpochId epoch) {
    event("writes", "writes to " + region(epoch), node().put("region", region(epoch)));
  }

  @Override
  public void paused(String why) {
    event("paused", "paused: " + why, node().put("why", why));
  }

  @Override
  public void flushing(EpochId prepared) {
    event(
        "flushing",
        "a switchover to %s drains: reads no further".formatted(region(prepared)),
        node().put("region", region(prepared)));
  }

  @Override
  public void drained(Watermark lowWatermark) {
    event(
        "drained",
        "all is acknowledged, up to " + lowWatermark,
        node().put("lowWatermark", lowWatermark.toString()));
  }

  @Override
  public void failed(String message) {
    event("failed", message, node().put("message", message));
  }

  private static String region(EpochId epoch) {
    return epoch.activeRegion().name();
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  private synchronized void event(String name, String text, ObjectNode members) {
    Instant now = clock.instant();
    if (form == Form.JSON) {
      ObjectNode line = node().put("event", name).put("at", now.toString());
      line.setAll(members);
      out.println(line);
    } else {
      endProgress();
      out.println(TIME.format(now) + "Z  " + text);
    }
    out.flush();
  }

  /** Says how far it is. */
  synchronized void progress(
      ProducerStatus status, long given, OptionalLong changes, double perSecond) {
    if (form == Form.JSON) {
      out.println(json("progress", status, given, changes).put("perSecond", Math.round(perSecond)));
    } else {
      String text =
          "%s committed, %d acknowledged, %.0f a second, %s"
              .formatted(
                  changes.isPresent() ? given + " of " + changes.getAsLong() : "" + given,
                  status.acknowledged(),
                  perSecond,
                  status
                      .epoch()
                      .map(epoch -> region(epoch) + ", epoch " + epoch.number())
                      .orElse("no epoch yet"));
      out.print(
          form == Form.TERMINAL
              ? "\r\u001b[2K" + text
              : TIME.format(clock.instant()) + "Z  " + text + System.lineSeparator());
      progressShown = form == Form.TERMINAL;
    }
    out.flush();
  }

  /** Says how it ended. */
  synchronized void end(ProducerStatus status, long given, OptionalLong changes, String text) {
    if (form == Form.JSON) {
      out.println(json("ended", status, given, changes));
    } else {
      endProgress();
      out.println(text);
    }
    out.flush();
  }

  private void endProgress() {
    if (progressShown) {
      out.print("\r\u001b[2K");
      progressShown = false;
    }
  }

  private ObjectNode json(String event, ProducerStatus status, long given, OptionalLong changes) {
    ObjectNode line = node().put("event", event).put("at", clock.instant().toString());
    line.put("committed", given);
    changes.ifPresent(all -> line.put("changes", all));
    line.put("acknowledged", status.acknowledged());
    line.put("unacknowledged", status.unacknowledged());
    status
        .epoch()
        .ifPresent(epoch -> line.put("region", region(epoch)).put("epoch", epoch.number()));
    line.put("phase", status.phase().name());
    line.put("lowWatermark", status.lowWatermark().toString());
    line.put("done", status.isDone());
    status.lastError().ifPresent(error -> line.put("lastError", error));
    return line;
  }
}
