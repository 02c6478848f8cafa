package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Change;
import io.farshore.verifier.evidence.DumpedRecord;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record is, worked out once.
 *
 * @param content its bytes as a text
 * @param changes those that have these bytes, in order; none where it is no change
 * @param control present where it is one of Farshore's own
 */
record Reading(String content, List<Change> changes, Optional<Control> control) {

  /** All that were read. Copies have the same bytes, and are read once. */
  static final class Shelf {
    private final Changes changes;
    private final Map<DumpedRecord, Reading> read = new IdentityHashMap<>();
    private final Map<String, Reading> byContent = new HashMap<>();

    Shelf(Changes changes) {
      this.changes = changes;
    }

    Reading of(DumpedRecord dumped) {
      return read.computeIfAbsent(
          dumped,
          unread -> {
            String content = dumped.content();
            String identity = dumped.partitionKey() + '\n' + content;
            return byContent.computeIfAbsent(
                identity, none -> new Reading(content, changes.with(content), Control.of(dumped)));
          });
    }
  }
}
