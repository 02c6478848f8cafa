package io.farshore.command.bench.replicate;

import java.util.Locale;

/** Which keys records have. */
enum KeyMix {
  /** 100,000 keys, each as likely as the other. */
  UNIFORM,
  /** The keys of samples/changes.jsonl in its order: as many such logs side by side as it takes. */
  HOT,
  /** The keys of samples/changes.jsonl in its order, again and again: one log. */
  HOT_ONE_LOG,
  /** One key. */
  ONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
