package io.farshore.verifier.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** A file of the evidence could not be written. Names it and the fix. */
public final class EvidenceUnwritable extends RuntimeException {
  /** {@code file} could not be written, because of {@code cause}. */
  public EvidenceUnwritable(Path file, IOException cause) {
    super(
        file
            + " can't be written ("
            + cause.getClass().getSimpleName()
            + "). Name a folder that you may write to and that has room.",
        cause);
  }
}
