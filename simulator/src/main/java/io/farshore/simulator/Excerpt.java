package io.farshore.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a failed run's timeline matters for what failed: what goes on all the time is left out;
 * of the records there are those of which the violation speaks, and the last ones before it.
 */
public final class Excerpt {

  private static final int MOST_LINES = 120;
  private static final int MOST_WORDS = 200;
  private static final int LAST_RECORDS = 8;
  private static final int RECORDS_OF_SUBJECT = 24;
  private static final long IN_A_ROW_NANOS = 5_000_000_000L;

  private static final Pattern CHANGE_OF = Pattern.compile("change (\\d+) of (\\w+)");
  private static final Pattern KEY = Pattern.compile("\\b(?:key )?(\\w+/[\\w-]+)");
  private static final Pattern NUMBER_AT_END = Pattern.compile(" \\d+$");

  private final RunResult failed;

  /** Of a failed run that kept its timeline. */
  public Excerpt(RunResult failed) {
    this.failed = failed;
  }

  /** Its lines, by time. */
  public List<String> lines() {
    List<Line> lines = new ArrayList<>();
    Map<String, Line> open = new HashMap<>();
    Set<Note> records = records();
    for (Note note : failed.notes()) {
      Note.Kind kind = note.kind();
      if (kind == Note.Kind.ROUTINE || kind == Note.Kind.RECORD && !records.contains(note)) {
        continue;
      }
      String what = NUMBER_AT_END.matcher(note.who()).replaceAll("") + note.what();
      Line before = kind == Note.Kind.REPEATED ? open.get(what) : null;
      if (before != null && note.atNanos() - before.lastNanos < IN_A_ROW_NANOS) {
        before.times++;
        before.lastNanos = note.atNanos();
      } else {
        Line line = new Line(note);
        lines.add(line);
        open.put(what, line);
      }
    }
    int all = lines.size();
    leaveOutFirst(lines, line -> line.note.kind() == Note.Kind.FAULT);
    leaveOutFirst(lines, line -> line.note.kind() != Note.Kind.RECORD);
    List<String> text = new ArrayList<>();
    if (lines.size() < all) {
      text.add("%10s  (%d lines are left out)".formatted("...", all - lines.size()));
    }
    lines.forEach(line -> text.add(line.text()));
    return text;
  }

  /** Where there are too many: the faults, which the schedule names; then what was long before. */
  private static void leaveOutFirst(List<Line> lines, Predicate<Line> which) {
    int tooMany = lines.size() - MOST_LINES;
    Iterator<Line> each = lines.iterator();
    while (tooMany > 0 && each.hasNext()) {
      if (which.test(each.next())) {
        each.remove();
        tooMany--;
      }
    }
  }

  /** The arrivals and commits that are shown. */
  private Set<Note> records() {
    List<Note> all =
        failed.notes().stream().filter(note -> note.kind() == Note.Kind.RECORD).toList();
    Set<String> subjects = subjects();
    List<Note> told =
        all.stream().filter(note -> subjects.stream().anyMatch(note.what()::contains)).toList();
    Set<Note> shown = new HashSet<>(last(told, RECORDS_OF_SUBJECT));
    shown.addAll(last(all, LAST_RECORDS));
    return shown;
  }

  private static List<Note> last(List<Note> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** Of which changes and keys the violation speaks, as the timeline writes them. */
  private Set<String> subjects() {
    Set<String> subjects = new HashSet<>();
    String message = failed.message().orElse("");
    Matcher change = CHANGE_OF.matcher(message);
    while (change.find()) {
      subjects.add("change " + change.group(2) + ":" + change.group(1) + " ");
    }
    Matcher key = KEY.matcher(message);
    while (key.find()) {
      subjects.add("(" + key.group(1) + ")");
    }
    return subjects;
  }

  /** A line, and how often it came in a row. */
  private static final class Line {
    private final Note note;
    private int times = 1;
    private long lastNanos;

    private Line(Note note) {
      this.note = note;
      this.lastNanos = note.atNanos();
    }

    private String text() {
      String all = note.toString();
      String line = all.length() > MOST_WORDS ? all.substring(0, MOST_WORDS) + "..." : all;
      return times == 1
          ? line
          : "%s (%d times, until %.3f)".formatted(line, times, lastNanos / 1e9);
    }
  }
}
