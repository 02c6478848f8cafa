package io.farshore.lab.stepfunctions.asl;

import java.util.Set;

/**
 * What a block is read in.
 *
 * @param language of the whole machine
 * @param express true for an express workflow
 * @param variables those that the blocks around it assign
 */
record Scoping(Language language, boolean express, Set<String> variables) {

  Scoping with(Set<String> more) {
    return new Scoping(language, express, Set.copyOf(more));
  }
}
