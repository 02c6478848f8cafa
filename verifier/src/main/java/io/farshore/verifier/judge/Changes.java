package io.farshore.verifier.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.verifier.evidence.Change;
import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.EvidenceUnreadable;
import io.farshore.verifier.evidence.Json;
import io.farshore.verifier.evidence.Positions;
import io.farshore.verifier.evidence.Timestamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The changes of all logs, found by their exact bytes. */
final class Changes {
  private final Map<String, List<Change>> byContent = new HashMap<>();
  private final Map<String, List<Change>> byProducer = new TreeMap<>();
  private final Positions positions;

  Changes(Evidence evidence) {
    positions = evidence.run().positions();
    evidence.changeLogs().forEach(log -> add(log, evidence.run().commitTimestampPointer()));
  }

  /** The changes with exactly these bytes, in order; none for what is no change. */
  List<Change> with(String content) {
    return byContent.getOrDefault(content, List.of());
  }

  /** Each producer's changes in commit order. */
  Map<String, List<Change>> byProducer() {
    return byProducer;
  }

  long count() {
    return byProducer.values().stream().mapToLong(List::size).sum();
  }

  /** How many of the producer's changes lie below {@code mark}: they are its first ones. */
  int below(String producer, Mark mark) {
    List<Change> log = byProducer.getOrDefault(producer, List.of());
    if (mark.position() != null && positions != Positions.OPAQUE) {
      return belowPosition(log, mark.position());
    }
    return mark.commitTimestamp() == null ? 0 : belowTimestamp(log, mark.commitTimestamp());
  }

  private int belowPosition(List<Change> log, String position) {
    long at = Long.parseLong(position);
    return switch (positions) {
      case LINE_FROM_0 -> (int) Math.min(at, log.size());
      case LINE_FROM_1 -> (int) Math.min(at - 1, log.size());
      default -> (int) log.stream().filter(change -> change.offset() < at).count();
    };
  }

  private static int belowTimestamp(List<Change> log, Instant bound) {
    int low = 0;
    int high = log.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (log.get(middle).commitTimestamp().isBefore(bound)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void add(ChangeLog log, String pointer) {
    List<Change> changes = new ArrayList<>();
    Map<String, Integer> ofKey = new HashMap<>();
    Instant highest = Instant.MIN;
    long offset = 0;
    for (byte[] line : log.lines()) {
      int index = changes.size();
      JsonNode node = parse(log, index, line);
      Instant own =
          Timestamps.read(node.at(pointer))
              .orElseThrow(() -> malformed(log, index, "has no commit timestamp at " + pointer));
      highest = own.isAfter(highest) ? own : highest;
      String key = node.path("key").asText();
      int ordinal = ofKey.merge(key, 1, Integer::sum) - 1;
      Change change = new Change(log.producer(), index, ordinal, key, highest, offset);
      changes.add(change);
      byContent
          .computeIfAbsent(
              new String(line, StandardCharsets.ISO_8859_1), content -> new ArrayList<>(1))
          .add(change);
      offset += line.length + 1;
    }
    byProducer.put(log.producer(), changes);
  }

  private static JsonNode parse(ChangeLog log, int index, byte[] line) {
    try {
      JsonNode node = Json.shared().readTree(line);
      if (!node.path("key").isValueNode()) {
        throw malformed(log, index, "has no \"key\"");
      }
      return node;
    } catch (IOException notJson) {
      throw malformed(log, index, "is not JSON");
    }
  }

  private static EvidenceUnreadable malformed(ChangeLog log, int index, String problem) {
    return new EvidenceUnreadable(
        Path.of("changes.jsonl"),
        "line " + (index + 1) + " of producer " + log.producer() + " " + problem,
        "Put the change log there exactly as it was committed.");
  }
}
