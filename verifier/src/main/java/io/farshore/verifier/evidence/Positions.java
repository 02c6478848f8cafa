package io.farshore.verifier.evidence;

/** What a position of the change log means, so that watermarks with one can be judged exactly. */
public enum Positions {
  /** Unknown: only the commit timestamp of a watermark is judged. */
  OPAQUE,
  /** The number of the line, the first is 0. */
  LINE_FROM_0,
  /** The number of the line, the first is 1. */
  LINE_FROM_1,
  /** The bytes before the line. */
  BYTE_OFFSET
}
