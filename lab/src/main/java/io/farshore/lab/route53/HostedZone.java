package io.farshore.lab.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

  /** The servers of every zone. */
  static final List<String> NAME_SERVERS =
      List.of(
          "ns-1.awsdns-01.org", "ns-2.awsdns-02.co.uk", "ns-3.awsdns-03.com", "ns-4.awsdns-04.net");

  private static final int MOST_LISTED = 300;

  private final String id;
  private final String name;
  private final String callerReference;
  private final String comment;
  private SortedMap<Key, ObjectNode> records = new TreeMap<>(ORDER);

  private record Key(String name, String type, String identifier) {}

  HostedZone(String id, String name, String callerReference, String comment) {
    this.comment = comment;
    this.id = id;
    this.name = name;
    this.callerReference = callerReference;
    put("NS", NAME_SERVERS.stream().map(server -> server + ".").toList(), 172_800);
    String authority =
        NAME_SERVERS.get(0) + ". awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400";
    put("SOA", List.of(authority), 900);
  }

  private void put(String type, List<String> values, int seconds) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    set.put("Name", name).put("Type", type).put("TTL", seconds);
    ArrayNode list = set.putArray("ResourceRecords");
    values.forEach(value -> list.addObject().put("Value", value));
    records.put(new Key(name, type, ""), set);
  }

  String comment() {
    return comment;
  }

  /** Whether a name is the zone's or below it. */
  boolean holds(String anyName) {
    return normal(anyName).equals(name) || normal(anyName).endsWith("." + name);
  }

  boolean hasName(String recordName) {
    return records.keySet().stream().anyMatch(key -> key.name().equals(normal(recordName)));
  }

  /** A page of the record sets, from a name, a type and an identifier on. */
  ObjectNode list(JsonNode input) {
    int most = input.path("MaxItems").asInt(MOST_LISTED);
    String from = input.path("StartRecordName").asText();
    Key start =
        new Key(
            from.isEmpty() ? "" : normal(from),
            input.path("StartRecordType").asText(),
            input.path("StartRecordIdentifier").asText());
    List<Map.Entry<Key, ObjectNode>> rest = new ArrayList<>(records.tailMap(start).entrySet());
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    ArrayNode list = output.putArray("ResourceRecordSets");
    rest.stream().limit(most).forEach(entry -> list.add(entry.getValue()));
    boolean more = rest.size() > most;
    output.put("IsTruncated", more).put("MaxItems", String.valueOf(most));
    if (more) {
      Key next = rest.get(most).getKey();
      output.put("NextRecordName", next.name()).put("NextRecordType", next.type());
      if (!next.identifier().isEmpty()) {
        output.put("NextRecordIdentifier", next.identifier());
      }
    }
    return output;
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
      if (!holds(key.name())) {
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
      checkRouting(set);
    }
    records = changed;
  }

  private static void checkRouting(ObjectNode set) {
    boolean routed = set.hasNonNull("Failover") || set.hasNonNull("Weight");
    if (routed && !set.hasNonNull("SetIdentifier")) {
      throw invalid("Missing field 'SetIdentifier' in Change");
    }
    for (String other :
        List.of(
            "GeoLocation",
            "Region",
            "MultiValueAnswer",
            "CidrRoutingConfig",
            "GeoProximityLocation")) {
      if (set.hasNonNull(other)) {
        throw invalid("The lab routes by failover and by weight, not by " + other);
      }
    }
    boolean alias = set.hasNonNull("AliasTarget");
    if (alias == set.path("ResourceRecords").size() > 0) {
      throw invalid(
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
              + " ResourceRecords], or TrafficPolicyInstanceId], but found "
              + (alias ? "more than one" : "none")
              + " in Change with [Action="
              + "UPSERT, Name="
              + set.path("Name").asText()
              + ", Type="
              + set.path("Type").asText()
              + ", SetIdentifier="
              + set.path("SetIdentifier").asText("null")
              + "]");
    }
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
