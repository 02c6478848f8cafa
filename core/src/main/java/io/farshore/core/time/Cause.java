package io.farshore.core.time;

import java.util.concurrent.CompletionException;

/** What a future failed with: a stage behind another one finds it wrapped. */
public final class Cause {

  private Cause() {}

  /** The failure itself, out of a {@link CompletionException}; null stays null. */
  public static Throwable of(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
