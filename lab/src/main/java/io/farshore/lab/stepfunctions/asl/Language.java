package io.farshore.lab.stepfunctions.asl;

import com.fasterxml.jackson.databind.JsonNode;

/** The query language that a machine, or a state by itself, sets. */
record Language(String name) {

  private static final String JSONATA = "JSONata";

  /** That of {@code node}, or {@code otherwise}. */
  Language(JsonNode node, String otherwise) {
    this(node.path("QueryLanguage").asText(otherwise));
  }

  /** Says what is wrong with the language of a state of this machine, if anything is. */
  void check(Fields state) {
    String own = state.object().path("QueryLanguage").asText(name);
    if (own.equals(JSONATA)) {
      return;
    } else if (name.equals(JSONATA)) {
      state
          .diagnostics()
          .schema(
              state.location(),
              "'QueryLanguage' can not be '%s' if set to 'JSONata' for whole state machine"
                  .formatted(own));
    } else {
      state
          .diagnostics()
          .schema(
              state.at("QueryLanguage"),
              "The lab runs state machines in JSONata only: set 'QueryLanguage' to 'JSONata' for"
                  + " the whole state machine");
    }
  }
}
