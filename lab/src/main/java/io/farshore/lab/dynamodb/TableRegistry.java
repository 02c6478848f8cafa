package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What DynamoDB Local does not know of tables: which are global, tags, and backups. Kept in a file
 * where there is one. Thread-safe.
 */
final class TableRegistry {

  private static final String REPLICAS = "replicas";
  private static final String KEY = "key";
  private static final String HOME = "home";
  private static final String WITNESSES = "witnesses";

  /**
   * A global table.
   *
   * @param regions of its replicas
   * @param keySchema names of the key's attributes
   * @param strong empty: replicas are copied to one another after a while
   */
  record GlobalTable(Set<String> regions, List<String> keySchema, Optional<Strong> strong) {}

  /**
   * What makes a global table strongly consistent.
   *
   * @param home the Region whose store has the items of all replicas
   * @param witnesses Regions that have a vote and no replica
   */
  record Strong(String home, List<String> witnesses) {}

  private final Optional<Path> file;
  private final Map<String, GlobalTable> globalTables = new TreeMap<>();
  private final Map<String, ObjectNode> traits = new TreeMap<>();
  private final Set<String> restored = new HashSet<>();

  /** Reads the file, where it is there. */
  TableRegistry(Optional<Path> file) {
    this.file = file;
    file.filter(Files::exists).ifPresent(this::load);
  }

  private void load(Path from) {
    try {
      JsonNode all = Json.read(Files.readAllBytes(from));
      for (var table : all.path("globalTables").properties()) {
        globalTables.put(
            table.getKey(),
            new GlobalTable(
                Set.copyOf(texts(table.getValue().path(REPLICAS))),
                texts(table.getValue().path(KEY)),
                strong(table.getValue())));
        restored.add(table.getKey());
      }
      all.path("tables")
          .properties()
          .forEach(table -> traits.put(table.getKey(), (ObjectNode) table.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Strong> strong(JsonNode table) {
    return table.has(HOME)
        ? Optional.of(new Strong(table.path(HOME).asText(), texts(table.path(WITNESSES))))
        : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** All global tables. */
  synchronized Map<String, GlobalTable> globalTables() {
    return Map.copyOf(globalTables);
  }

  /** The Regions of a global table; none of another one. */
  synchronized Set<String> regions(String table) {
    GlobalTable found = globalTables.get(table);
    return found == null ? Set.of() : found.regions();
  }

  /** What makes a table strongly consistent; empty of any other. */
  synchronized Optional<Strong> strong(String table) {
    return Optional.ofNullable(globalTables.get(table)).flatMap(GlobalTable::strong);
  }

  synchronized boolean hasStrong() {
    return globalTables.values().stream().anyMatch(table -> table.strong().isPresent());
  }

  /** True once for a global table that is there from before the start of the lab. */
  synchronized boolean takeOver(String table, List<String> regions) {
    return regions(table).equals(new HashSet<>(regions)) && restored.remove(table);
  }

  /** Enters a global table; with no Region, or one, it is none any more. */
  synchronized void enter(String table, Set<String> regions, List<String> keySchema) {
    enter(table, new GlobalTable(Set.copyOf(regions), List.copyOf(keySchema), Optional.empty()));
  }

  /** The same, of any kind. */
  synchronized void enter(String table, GlobalTable global) {
    if (global.regions().size() < 2) {
      globalTables.remove(table);
    } else {
      globalTables.put(table, global);
    }
    save();
  }

  /** A table's own traits ({@code tags}, {@code backups}); not to be changed. */
  synchronized ObjectNode traits(String region, String table) {
    return traits.getOrDefault(region + "/" + table, Json.object());
  }

  /** Sets them. */
  synchronized void traits(String region, String table, ObjectNode changed) {
    traits.put(region + "/" + table, changed);
    save();
  }

  /** Forgets a Region's table. */
  synchronized void deleted(String region, String table) {
    traits.remove(region + "/" + table);
    GlobalTable found = globalTables.get(table);
    if (found != null) {
      Set<String> left = new TreeSet<>(found.regions());
      left.remove(region);
      enter(table, left, found.keySchema());
    } else {
      save();
    }
  }

  private void save() {
    if (file.isEmpty()) {
      return;
    }
    ObjectNode all = Json.object();
    ObjectNode tables = all.putObject("globalTables");
    globalTables.forEach(
        (name, table) -> {
          ObjectNode entry = tables.putObject(name);
          table.regions().stream().sorted().forEach(entry.withArray(REPLICAS)::add);
          table.keySchema().forEach(entry.withArray(KEY)::add);
          table
              .strong()
              .ifPresent(
                  strong -> {
                    entry.put(HOME, strong.home());
                    strong.witnesses().forEach(entry.withArray(WITNESSES)::add);
                  });
        });
    ObjectNode own = all.putObject("tables");
    traits.forEach(own::set);
    Path next = file.get().resolveSibling(file.get().getFileName() + ".next");
    try {
      Files.write(next, Json.write(all));
      Files.move(
          next, file.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
