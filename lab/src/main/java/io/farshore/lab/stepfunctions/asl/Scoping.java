package io.farshore.lab.stepfunctions.asl;

import java.util.Set;

/**
 * What a block is read in.
 *
 * @param language of the whole machine
 * @param use what the machine is for
 * @param variables those that the blocks around it assign
 */
record Scoping(Language language, Use use, Set<String> variables) {

  /** What a definition is for. */
  enum Use {
    /** A workflow with a history. */
    STANDARD,
    /** One without. */
    EXPRESS,
    /** A state by itself, whose result may be given. */
    TEST
  }

  Scoping with(Set<String> more) {
    return new Scoping(language, use, Set.copyOf(more));
  }
}
