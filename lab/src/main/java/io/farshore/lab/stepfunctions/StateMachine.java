package io.farshore.lab.stepfunctions;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A state machine with its versions, aliases and tags. Used on the event loop only. */
final class StateMachine {

  private final String arn;
  private final String name;
  private final MachineType type;
  private final Instant createdAt;
  private final SortedMap<Integer, Version> versions = new TreeMap<>(Comparator.reverseOrder());
  private final SortedMap<String, Alias> aliases = new TreeMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private Revision current;
  private int published;

  StateMachine(String arn, String name, MachineType type, Revision first) {
    this.arn = arn;
    this.name = name;
    this.type = type;
    this.current = first;
    this.createdAt = first.at();
  }

  String arn() {
    return arn;
  }

  String name() {
    return name;
  }

  MachineType type() {
    return type;
  }

  Instant createdAt() {
    return createdAt;
  }

  Revision current() {
    return current;
  }

  void update(Revision next) {
    current = next;
  }

  /** Latest first. */
  SortedMap<Integer, Version> versions() {
    return versions;
  }

  SortedMap<String, Alias> aliases() {
    return aliases;
  }

  Map<String, String> tags() {
    return tags;
  }

  /** The version of the current revision, published now unless it was before. */
  Version publish(String description, Instant now) {
    Optional<Version> latest = versions.values().stream().findFirst();
    if (latest.isPresent() && latest.get().revision() == current) {
      return latest.get();
    }
    int number = ++published;
    Version version = new Version(arn + ":" + number, number, current, description, now);
    versions.put(number, version);
    return version;
  }

  Optional<Version> version(String versionArn) {
    return versions.values().stream().filter(v -> v.arn().equals(versionArn)).findFirst();
  }
}
