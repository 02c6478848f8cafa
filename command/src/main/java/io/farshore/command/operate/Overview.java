package io.farshore.command.operate;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.Epochs;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Regions show together.
 *
 * @param stream the stream
 * @param regions both
 * @param looks of those that were asked
 * @param now when
 */
record Overview(StreamName stream, List<Region> regions, List<RegionLook> looks, Instant now) {

  /** Those that answered. */
  List<RegionLook> answering() {
    return looks.stream().filter(RegionLook::answers).toList();
  }

  Optional<RegionLook> look(Region region) {
    return looks.stream().filter(look -> look.region().equals(region)).findFirst();
  }

  /** True when it was asked, and did not answer. */
  boolean isSilent(Region region) {
    return look(region).filter(look -> !look.answers()).isPresent();
  }

  /** A line for each Region that did not answer. */
  List<String> silences() {
    return looks.stream()
        .filter(look -> !look.answers())
        .map(look -> look.region() + " " + look.tables().trouble().orElseThrow().said())
        .toList();
  }

  /** Why no Region answers, in a line. */
  String nobody() {
    List<String> texts =
        looks.stream()
            .map(look -> look.tables().trouble().map(Trouble::said).orElse(""))
            .distinct()
            .toList();
    return texts.size() > 1 || looks.size() == 1
        ? String.join("; ", silences())
        : "Both Regions, "
            + looks.get(0).region()
            + " and "
            + looks.get(1).region()
            + ": "
            + looks.get(0).tables().trouble().orElseThrow().text();
  }

  /** The epochs that anybody knows. */
  Epochs epochs() {
    return answering().stream()
        .map(look -> look.epochs().orElseThrow())
        .reduce(Epochs::merge)
        .orElseGet(() -> Epochs.of(List.of()));
  }

  Optional<Epoch> inForce() {
    return epochs().inForce();
  }

  Optional<Region> active() {
    return inForce().map(Epoch::activeRegion);
  }

  /** The Region that is not active. */
  Optional<Region> standby() {
    return active().map(active -> regions.get(regions.get(0).equals(active) ? 1 : 0));
  }

  /** How much of the data is in the standby; empty when it does not answer. */
  Optional<Standing> standing() {
    return standby().flatMap(this::look).flatMap(RegionLook::standing);
  }

  /** The executions under way, oldest first. */
  List<Machine.Running> running() {
    return looks.stream()
        .flatMap(look -> look.running().stream())
        .sorted(Comparator.comparing(running -> running.run().startedAt()))
        .toList();
  }

  /** Those of them that wait for a person, oldest first. */
  List<Machine.Running> waiting() {
    return running().stream().filter(running -> running.approval().isPresent()).toList();
  }

  /** A pause has one name, and an item in each Region. */
  private static String key(Past past) {
    return past.isSetting() ? past.name() : past.region() + "/" + past.name();
  }

  /** What has happened, newest first, each thing once. */
  List<Past> history() {
    Map<String, Past> byName = new LinkedHashMap<>();
    List<Past> all = new ArrayList<>();
    for (RegionLook look : looks) {
      look.tables().value().ifPresent(tables -> all.addAll(tables.history()));
      look.machine().value().ifPresent(machine -> all.addAll(machine.unreported()));
    }
    all.forEach(past -> byName.merge(key(past), past, Past::inBothRegions));
    return byName.values().stream()
        .sorted(Comparator.comparing(Past::startedAt).reversed())
        .toList();
  }
}
