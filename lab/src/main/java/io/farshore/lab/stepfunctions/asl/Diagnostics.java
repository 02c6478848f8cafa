package io.farshore.lab.stepfunctions.asl;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong while a definition is read. */
final class Diagnostics {

  private final List<Diagnostic> found = new ArrayList<>();

  void schema(String location, String message) {
    found.add(new Diagnostic("SCHEMA_VALIDATION_FAILED", message, location));
  }

  void transition(String location, String message) {
    found.add(new Diagnostic("MISSING_TRANSITION_TARGET", message, location));
  }

  List<Diagnostic> found() {
    return List.copyOf(found);
  }
}
