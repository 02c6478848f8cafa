package io.farshore.command.bench.replicate;

/**
 * Whether the copy is one.
 *
 * @param lost records that are not in the target
 * @param duplicates copies beyond the first; allowed
 * @param outOfOrder records that came in front of an earlier one of their key (guarantee B)
 * @param foreign records that were never written so
 */
record Judgement(long lost, long duplicates, long outOfOrder, long foreign) {

  /** Whether all is well for a contender that keeps the order, or does not. */
  boolean holds(boolean ordered) {
    return lost == 0 && foreign == 0 && (!ordered || outOfOrder == 0);
  }
}
