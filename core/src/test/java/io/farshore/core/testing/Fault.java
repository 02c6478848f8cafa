package io.farshore.core.testing;

/** How a call to an in-memory port goes wrong. */
public enum Fault {
  /** It does not. */
  NONE,
  /** It never arrives: nothing is applied, the caller sees a failure. */
  UNREACHABLE,
  /** It is applied, and the caller sees a failure: the ambiguous one. */
  ANSWER_LOST
}
