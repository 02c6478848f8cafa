package io.farshore.command.operate;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a Region said, or why it did not.
 *
 * @param value what it said; empty where {@code trouble} is not
 * @param trouble why it did not
 */
record Answer<T>(Optional<T> value, Optional<Trouble> trouble) {

  static <T> Answer<T> of(T value) {
    return new Answer<>(Optional.of(value), Optional.empty());
  }

  static <T> Answer<T> none(Trouble trouble) {
    return new Answer<>(Optional.empty(), Optional.of(trouble));
  }

  /** A future that does not fail. */
  static <T> CompletableFuture<Answer<T>> to(CompletableFuture<T> question) {
    return question.handle(
        (value, failure) -> failure == null ? of(value) : none(Trouble.of(failure)));
  }
}
