package io.farshore.simulator;

/** The guarantees, by letter. */
public enum Letter {
  /** Nothing is lost. */
  A,
  /** Order by key. */
  B,
  /** One epoch at a time. */
  C,
  /** The watermark never runs ahead. */
  D,
  /** Unknown is not inactive. */
  E,
  /** The lost Region is not needed. */
  F,
  /** It ends. */
  G,
  /** The bytes are the bytes. */
  H,
  /** Resume points are common ground. */
  I
}
