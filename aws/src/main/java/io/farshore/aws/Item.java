package io.farshore.aws;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads an item of a control table, or a map within one. Never guesses: what is missing or of
 * another type is {@link ItemUnreadable}, naming stream, entry and attribute.
 */
final class Item {

  static final String STREAM = "streamName";
  static final String ENTRY = "entry";

  private final String stream;
  private final String entry;
  private final String path;
  private final Map<String, AttributeValue> attributes;

  private Item(String stream, String entry, String path, Map<String, AttributeValue> attributes) {
    this.stream = stream;
    this.entry = entry;
    this.path = path;
    this.attributes = attributes;
  }

  static Item of(Map<String, AttributeValue> attributes) {
    return new Item(text(attributes.get(STREAM)), text(attributes.get(ENTRY)), "", attributes);
  }

  private static String text(AttributeValue value) {
    return value == null ? "?" : String.valueOf(value.s());
  }

  String entry() {
    return entry;
  }

  String text(String name) {
    return required(name, optionalText(name));
  }

  Optional<String> optionalText(String name) {
    return find(name).map(value -> present(name, value.s(), "is not text (S)"));
  }

  Instant instant(String name) {
    return required(name, optionalInstant(name));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(text -> parse(name, text, Instant::parse, "is no ISO instant"));
  }

  long number(String name) {
    String digits =
        required(name, find(name).map(v -> present(name, v.n(), "is not a number (N)")));
    return parse(name, digits, Long::parseLong, "is not a whole number");
  }

  /** False where it is absent. */
  boolean flag(String name) {
    return find(name).map(value -> present(name, value.bool(), "is not BOOL")).orElse(false);
  }

  /** A value of its own form, such as a Region. */
  <T> T value(String name, Function<String, T> reader) {
    return parse(name, text(name), reader, "is not of its form");
  }

  <T> Optional<T> optionalValue(String name, Function<String, T> reader) {
    return optionalText(name).map(text -> parse(name, text, reader, "is not of its form"));
  }

  /** A map. */
  Item map(String name) {
    AttributeValue value = required(name, find(name));
    if (!value.hasM()) {
      throw unreadable(name, "is not a map (M)");
    }
    return new Item(stream, entry, path + name + ".", value.m());
  }

  /** A map of maps, read one by one; none where it is absent. */
  <K, V> Map<K, V> maps(String name, Function<String, K> key, Function<Item, V> reader) {
    Map<K, V> read = new TreeMap<>();
    if (find(name).isPresent()) {
      Item map = map(name);
      map.attributes
          .keySet()
          .forEach(
              each ->
                  read.put(
                      map.parse(each, each, key, "is not of its form"),
                      reader.apply(map.map(each))));
    }
    return read;
  }

  /** A list of texts; empty where it is absent. */
  List<String> texts(String name) {
    Optional<AttributeValue> value = find(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().hasL()) {
      throw unreadable(name, "is not a list (L)");
    }
    return value.get().l().stream()
        .map(each -> present(name, each.s(), "holds something other than text (S)"))
        .toList();
  }

  /** A list of values of one form; empty where it is absent. */
  <T> List<T> values(String name, Function<String, T> reader) {
    return texts(name).stream()
        .map(text -> parse(name, text, reader, "holds something that is not of its form"))
        .toList();
  }

  ItemUnreadable unreadable(String name, String problem) {
    return new ItemUnreadable(stream, entry, path + name, problem);
  }

  private Optional<AttributeValue> find(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  private <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> unreadable(name, "is missing"));
  }

  private <T> T present(String name, T value, String problem) {
    if (value == null) {
      throw unreadable(name, problem);
    }
    return value;
  }

  private <T> T parse(String name, String text, Function<String, T> reader, String problem) {
    try {
      return reader.apply(text);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw unreadable(name, problem);
    }
  }
}
