package io.farshore.simulator;

import java.util.List;
import java.util.stream.Stream;

/**
 * What happens in one run from outside, and when.
 *
 * @param happenings in the order of their numbers
 */
record Script(Setting setting, List<Happening> happenings) {

  /** With more of them. */
  Script and(List<Happening> more) {
    return new Script(setting, Stream.concat(happenings.stream(), more.stream()).toList());
  }

  /** Without what is cut. */
  List<Happening> after(Cut cut) {
    return happenings.stream()
        .filter(happening -> !cut.happenings().contains(happening.number()))
        .filter(happening -> happening.fault().map(f -> !cut.faults().contains(f)).orElse(true))
        .toList();
  }
}
