package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The record sets of a zone. Guarded by its owner's lock. */
final class HostedZone {

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::name).thenComparing(Key::type).thenComparing(Key::identifier);

  private final String id;
  private final String name;
  private final String callerReference;
  private SortedMap<Key, ObjectNode> records = new TreeMap<>(ORDER);

  private record Key(String name, String type, String identifier) {}

  HostedZone(String id, String name, String callerReference) {
    this.id = id;
    this.name = name;
    this.callerReference = callerReference;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String callerReference() {
    return callerReference;
  }

  /** A name with its final dot, in small letters. */
  static String normal(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.endsWith(".") ? small : small + ".";
  }

  /** Makes all changes, or none. */
  void change(JsonNode changes) {
    SortedMap<Key, ObjectNode> changed = new TreeMap<>(records);
    for (JsonNode change : changes) {
      ObjectNode set = change.path("ResourceRecordSet").deepCopy();
      set.put("Name", normal(set.path("Name").asText()));
      Key key =
          new Key(
              set.path("Name").asText(),
              set.path("Type").asText(),
              set.path("SetIdentifier").asText());
      String what = "[name='" + key.name() + "', type='" + key.type() + "']";
      if (!key.name().equals(name) && !key.name().endsWith("." + name)) {
        throw invalid("RRSet with DNS name " + key.name() + " is not permitted in zone " + name);
      }
      switch (change.path("Action").asText()) {
        case "CREATE" -> {
          if (changed.putIfAbsent(key, set) != null) {
            throw invalid("Tried to create resource record set " + what + " but it already exists");
          }
        }
        case "UPSERT" -> changed.put(key, set);
        case "DELETE" -> {
          if (changed.remove(key) == null) {
            throw invalid("Tried to delete resource record set " + what + " but it was not found");
          }
        }
        default -> throw invalid("Action is CREATE, DELETE or UPSERT");
      }
    }
    records = changed;
  }

  List<ObjectNode> records() {
    return new ArrayList<>(records.values());
  }

  /** The record sets of a name and type. */
  List<ObjectNode> records(String recordName, String type) {
    return records.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(normal(recordName)))
        .filter(entry -> entry.getKey().type().equals(type))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidChangeBatch", 400, "[" + message + "]");
  }
}
