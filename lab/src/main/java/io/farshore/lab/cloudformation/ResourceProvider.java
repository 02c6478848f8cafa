package io.farshore.lab.cloudformation;

import java.util.concurrent.CompletableFuture;

/** Makes resources of one type. */
@FunctionalInterface
interface ResourceProvider {

  /** Makes one; fails with what the service answers. */
  CompletableFuture<Created> create(Resource resource);
}
