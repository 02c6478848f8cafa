package io.farshore.lab.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.logs.LogGroup.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Puts, gets and filters lines. Guarded by its service's lock. */
final class EventApi {

  private static final int PAGE = 10_000;
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);

  private final Clock clock;

  EventApi(Clock clock) {
    this.clock = clock;
  }

  ObjectNode put(LogGroup group, String stream, JsonNode input) {
    Instant now = clock.instant();
    JsonNode given = input.path("logEvents");
    long before = Long.MIN_VALUE;
    for (JsonNode event : given) {
      if (event.path("timestamp").asLong() < before) {
        throw LogsErrors.invalid(
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      before = event.path("timestamp").asLong();
    }
    int tooOld = 0;
    int expired = 0;
    Optional<Integer> tooNew = Optional.empty();
    for (int i = 0; i < given.size(); i++) {
      Instant time = Instant.ofEpochMilli(given.get(i).path("timestamp").asLong());
      if (time.isBefore(now.minus(OLDEST))) {
        tooOld = i + 1;
      } else if (group.retention().filter(kept -> time.isBefore(now.minus(kept))).isPresent()) {
        expired = i + 1;
      } else if (time.isAfter(now.plus(NEWEST))) {
        tooNew = tooNew.isPresent() ? tooNew : Optional.of(i);
      } else {
        group.add(new LogEvent(stream, time, given.get(i).path("message").asText()), now);
      }
    }
    ObjectNode output = object().put("nextSequenceToken", token("", now.toEpochMilli()));
    if (tooOld > 0 || expired > 0 || tooNew.isPresent()) {
      ObjectNode rejected = output.putObject("rejectedLogEventsInfo");
      if (tooOld > 0) {
        rejected.put("tooOldLogEventEndIndex", tooOld);
      }
      if (expired > 0) {
        rejected.put("expiredLogEventEndIndex", expired);
      }
      tooNew.ifPresent(index -> rejected.put("tooNewLogEventStartIndex", index));
    }
    return output;
  }

  private static String token(String prefix, long id) {
    return prefix + String.format("%056d", id) + (prefix.isEmpty() ? "" : "/s");
  }

  /** Tokens name the line after which, or before which, the next page begins. */
  ObjectNode get(LogGroup group, String stream, JsonNode input) {
    List<Stored> all = select(group, input, event -> event.stream().equals(stream), false);
    int limit = limit(input);
    String token = input.path("nextToken").asText();
    if (!token.matches("|[fb]/\\d{56}/s")) {
      throw LogsErrors.token();
    }
    boolean backwards =
        token.isEmpty() ? !input.path("startFromHead").asBoolean() : token.startsWith("b");
    int at = token.isEmpty() ? (backwards ? all.size() : 0) : position(all, token);
    int from = backwards ? Math.max(0, at - limit) : at;
    int to = backwards ? at : Math.min(all.size(), at + limit);
    ObjectNode output = object();
    ArrayNode list = output.putArray("events");
    List<Stored> page = all.subList(from, to);
    page.forEach(stored -> describe(list.addObject(), stored));
    long given = token.isEmpty() ? 0 : Long.parseLong(token.substring(2, 58));
    long first = page.isEmpty() ? given : page.get(0).id();
    long last = page.isEmpty() ? given : page.get(page.size() - 1).id();
    return output
        .put("nextForwardToken", token("f/", last))
        .put("nextBackwardToken", token("b/", first));
  }

  private static int position(List<Stored> all, String token) {
    long id = Long.parseLong(token.substring(2, 58));
    boolean forwards = token.startsWith("f");
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id() == id) {
        return forwards ? i + 1 : i;
      }
    }
    return 0;
  }

  ObjectNode filter(LogGroup group, JsonNode input) {
    Predicate<String> pattern = FilterPattern.of(input.path("filterPattern").asText());
    String prefix = input.path("logStreamNamePrefix").asText();
    Set<String> names = new HashSet<>();
    input.path("logStreamNames").forEach(name -> names.add(name.asText()));
    if (!prefix.isEmpty() && !names.isEmpty()) {
      throw LogsErrors.invalid(
          "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
    }
    for (String name : names) {
      if (!group.streams().containsKey(name)) {
        throw LogsErrors.missing("stream");
      }
    }
    List<Stored> all =
        select(
            group,
            input,
            event ->
                (names.isEmpty() || names.contains(event.stream()))
                    && event.stream().startsWith(prefix)
                    && pattern.test(event.message()),
            true);
    String token = input.path("nextToken").asText();
    if (!token.matches("|n/\\d{56}/s")) {
      throw LogsErrors.token();
    }
    int from = token.isEmpty() ? 0 : position(all, token.replace('n', 'f'));
    int to = Math.min(all.size(), from + limit(input));
    ObjectNode output = object();
    ArrayNode list = output.putArray("events");
    for (Stored stored : all.subList(from, to)) {
      describe(list.addObject().put("logStreamName", stored.event().stream()), stored)
          .put("eventId", token("", stored.id()));
    }
    output.putArray("searchedLogStreams");
    return to < all.size() ? output.put("nextToken", token("n/", all.get(to - 1).id())) : output;
  }

  private List<Stored> select(
      LogGroup group, JsonNode input, Predicate<LogEvent> condition, boolean endIncluded) {
    long start = input.path("startTime").asLong(Long.MIN_VALUE);
    long end = input.path("endTime").asLong(Long.MAX_VALUE);
    List<Stored> selected = new ArrayList<>();
    for (Stored stored : group.byTime(clock.instant())) {
      long time = stored.event().time().toEpochMilli();
      if (time >= start
          && (time < end || endIncluded && time == end)
          && condition.test(stored.event())) {
        selected.add(stored);
      }
    }
    return selected;
  }

  private static int limit(JsonNode input) {
    int limit = input.path("limit").asInt(PAGE);
    if (limit < 1 || limit > PAGE) {
      throw LogsErrors.invalid(
          "1 validation error detected: Value '"
              + limit
              + "' at 'limit' failed to satisfy constraint: Member must have value "
              + (limit < 1 ? "greater than or equal to 1" : "less than or equal to 10000"));
    }
    return limit;
  }

  private static ObjectNode describe(ObjectNode node, Stored stored) {
    return node.put("timestamp", stored.event().time().toEpochMilli())
        .put("message", stored.event().message())
        .put("ingestionTime", stored.ingestedAt().toEpochMilli());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
