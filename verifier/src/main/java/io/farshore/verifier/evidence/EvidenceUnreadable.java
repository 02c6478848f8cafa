package io.farshore.verifier.evidence;

import java.nio.file.Path;

/**
 * A file of an evidence folder is missing or is not what it should be. Names the file and the fix.
 */
public final class EvidenceUnreadable extends RuntimeException {
  private final transient Path file;

  /**
   * @param file the file at fault
   * @param problem what is wrong with it, without any of its content
   * @param fix what to do about it
   */
  public EvidenceUnreadable(Path file, String problem, String fix) {
    super(file + ": " + problem + ". " + fix);
    this.file = file;
  }

  /** The file at fault. */
  public Path file() {
    return file;
  }
}
