package io.farshore.lab.endpoint.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A type of a service's model. Immutable.
 *
 * @param name as in the model; of a plain type without limits the type's own, such as {@code long}
 * @param min of a text's, blob's, list's or map's length, or of a number; empty for any
 * @param max likewise
 * @param pattern that a text must match as a whole
 * @param values of an enumeration; empty when it is none
 * @param required names of members that must be there
 * @param members of a structure by name, or {@code member} of a list, or {@code key} and {@code
 *     value} of a map
 * @param payload the member of a structure that is the HTTP body
 * @param flat true for a list or map without an element of its own in XML
 * @param time the timestamp format, where it is not the protocol's
 * @param eventStream true for a union whose members are events
 */
public record Shape(
    String name,
    Type type,
    OptionalDouble min,
    OptionalDouble max,
    Optional<Pattern> pattern,
    List<String> values,
    Set<String> required,
    Map<String, Member> members,
    Optional<String> payload,
    boolean flat,
    Optional<String> time,
    boolean eventStream) {

  /** The types of a model. */
  public enum Type {
    STRUCTURE,
    LIST,
    MAP,
    STRING,
    BOOLEAN,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    BLOB,
    TIMESTAMP
  }

  /** What a list holds. */
  public Member element() {
    return members.get("member");
  }

  /** What a map's keys are. */
  public Member key() {
    return members.get("key");
  }

  /** What a map's values are. */
  public Member value() {
    return members.get("value");
  }

  /** True when nothing but the type can be wrong. */
  public boolean unlimited() {
    return min.isEmpty() && max.isEmpty() && pattern.isEmpty() && values.isEmpty();
  }

  /**
   * A member of a structure, or what is in a list or map.
   *
   * @param name as the model names it
   * @param shape the name of its type
   * @param location where it stands when not in the body
   * @param wireName its name there, or in XML
   * @param flat true for a list or map without an element of its own in XML
   * @param time the timestamp format, where it is not the type's
   */
  public record Member(
      String name,
      String shape,
      Optional<Location> location,
      Optional<String> wireName,
      boolean flat,
      Optional<String> time) {

    /** Its name on the wire. */
    public String onWire() {
      return wireName.orElse(name);
    }
  }

  /** Where a member stands when not in the body. */
  public enum Location {
    URI,
    QUERYSTRING,
    HEADER,
    HEADERS,
    STATUSCODE
  }
}
