package io.farshore.verifier.evidence;

/** What a position of the change log means, so that watermarks with one can be judged exactly. */
public enum Positions {
  /** The number of the line in the file, from 1; blank lines count. */
  LINE_NUMBER,
  /** Unknown: only the commit timestamp of a watermark is judged. */
  OPAQUE
}
