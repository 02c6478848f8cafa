package io.farshore.producer;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls of ports: one that throws at once is no different from one that fails its future. */
final class Calls {

  private Calls() {}

  static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
