package io.farshore.lab.stepfunctions.asl;

import java.util.List;

/** What became of a definition's text. */
public sealed interface Parsed {

  /** It is valid. */
  record Valid(StateMachineDefinition definition) implements Parsed {}

  /** It is not; at least one diagnostic. */
  record Invalid(List<Diagnostic> diagnostics) implements Parsed {}
}
