package io.farshore.verifier.judge;

/** The guarantees. */
public enum Letter {
  /** Every change reaches the stream of the Region that is finally active. */
  A("Nothing is lost"),
  /** By key, every stream is the change log's sequence, apart from repeats. */
  B("Order by key"),
  /** After an epoch's marker nobody of an earlier epoch writes. */
  C("One epoch at a time"),
  /** What is below the watermark is in the target. */
  D("The watermark never runs ahead"),
  /** What was acknowledged was copied. */
  E("Unknown is not inactive"),
  /** No step that must happen needed the lost Region. */
  F("The lost Region is not needed"),
  /** Every execution ends, and starting twice does the work once. */
  G("It ends"),
  /** Data and partition keys are copied unchanged. */
  H("The bytes are the bytes"),
  /** What is below a resume point is in both streams. */
  I("Resume points are common ground");

  private final String title;

  Letter(String title) {
    this.title = title;
  }

  /** The guarantee in a few words. */
  public String title() {
    return title;
  }
}
