package io.farshore.verifier.evidence;

import java.util.List;

/**
 * What must be known of a run so as not to blame it for what somebody else did.
 *
 * @param strangers partition keys of records that somebody else put into a stream; they must be
 *     copied unchanged, too
 * @param late records that were applied after their sender had given them up, each as {@code
 *     <Region>/<sequence number>}: guarantee C can't speak of them
 * @param watermarksFromRecords the copy takes its watermarks from records, not from heartbeats
 * @param atRest the run waited until everything was at rest: replicas must agree, and the
 *     checkpoints must say that all is copied
 */
public record Circumstances(
    List<String> strangers, List<String> late, boolean watermarksFromRecords, boolean atRest) {

  /** Nobody else, nothing late, heartbeats, and no waiting for rest. */
  public static final Circumstances USUAL = new Circumstances(List.of(), List.of(), false, false);

  /** Copies; null stands for none. */
  public Circumstances {
    strangers = strangers == null ? List.of() : List.copyOf(strangers);
    late = late == null ? List.of() : List.copyOf(late);
  }

  /** The same after a wait for rest. */
  public Circumstances resting() {
    return new Circumstances(strangers, late, watermarksFromRecords, true);
  }
}
