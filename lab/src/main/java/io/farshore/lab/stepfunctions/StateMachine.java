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
  private boolean kept;

  StateMachine(String arn, String name, MachineType type, Revision first) {
    this(arn, name, type, first, first.at(), 0);
    this.kept = false;
  }

  /** A machine that was there before a restart. */
  StateMachine(
      String arn,
      String name,
      MachineType type,
      Revision current,
      Instant createdAt,
      int published) {
    this.arn = arn;
    this.name = name;
    this.type = type;
    this.current = current;
    this.createdAt = createdAt;
    this.published = published;
    this.kept = true;
  }

  /**
   * True for a machine from before a restart that nobody has created since: a template that is
   * deployed anew may bring another definition.
   */
  boolean isKept() {
    return kept;
  }

  /** Takes what a template that is deployed anew brings. */
  void createdAgain(Revision revision) {
    kept = false;
    if (!current.sameAs(revision)) {
      current = revision;
    }
  }

  /** How many versions there have been. */
  int published() {
    return published;
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
