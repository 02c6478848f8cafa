package io.farshore.verifier.judge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The changes of all logs, found by their exact bytes. */
final class Changes {
  private static final Pattern NUMERIC = Pattern.compile("\\d{1,18}");

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
    if (positions != Positions.OPAQUE && numeric(mark.position())) {
      return belowPosition(log, mark.position());
    }
    return mark.commitTimestamp() == null
        ? 0
        : below(log, change -> change.commitTimestamp().isBefore(mark.commitTimestamp()));
  }

  private static boolean numeric(String position) {
    return position != null && NUMERIC.matcher(position).matches();
  }

  private static int belowPosition(List<Change> log, String position) {
    long line = Long.parseLong(position);
    return below(log, change -> change.line() < line);
  }

  /** How many changes at the beginning of the log are such. */
  private static int below(List<Change> log, Predicate<Change> such) {
    int low = 0;
    int high = log.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (such.test(log.get(middle))) {
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
    int line = 0;
    for (byte[] raw : log.lines()) {
      line++;
      String content = withoutCarriageReturn(new String(raw, StandardCharsets.ISO_8859_1));
      if (content.isBlank()) {
        continue;
      }
      JsonNode node = parse(log, line, raw);
      int at = line;
      Instant own =
          Timestamps.read(node.at(pointer))
              .orElseThrow(() -> malformed(log, at, "has no commit timestamp at " + pointer));
      highest = own.isAfter(highest) ? own : highest;
      String key = key(log, line, raw);
      int ordinal = ofKey.merge(key, 1, Integer::sum) - 1;
      Change change = new Change(log.producer(), changes.size(), ordinal, key, highest, line);
      changes.add(change);
      byContent.computeIfAbsent(content, first -> new ArrayList<>(1)).add(change);
    }
    byProducer.put(log.producer(), changes);
  }

  private static String withoutCarriageReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static JsonNode parse(ChangeLog log, int number, byte[] line) {
    try {
      return Json.shared().readTree(line);
    } catch (IOException notJson) {
      throw malformed(log, number, "is not JSON");
    }
  }

  /** The key as text: a text as it is, another scalar or a container as its own JSON. */
  private static String key(ChangeLog log, int number, byte[] line) {
    try (JsonParser json = Json.shared().createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isKey = json.currentName().equals("key");
        JsonToken value = json.nextToken();
        if (isKey && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          return json.getText();
        }
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        if (isKey && value.isStructStart()) {
          int to = (int) json.currentLocation().getByteOffset();
          return new String(line, from, to - from, StandardCharsets.UTF_8);
        }
      }
    } catch (IOException notJson) {
      throw malformed(log, number, "is not JSON");
    }
    throw malformed(log, number, "has no \"key\"");
  }

  private static EvidenceUnreadable malformed(ChangeLog log, int line, String problem) {
    return new EvidenceUnreadable(
        Path.of("changes.jsonl"),
        "line " + line + " of producer " + log.producer() + " " + problem,
        "Put the change log there exactly as it was committed.");
  }
}
