package io.farshore.lab.lambda;

import java.time.Instant;

/**
 * One version of a function as it runs.
 *
 * @param configuration what it is
 * @param pool its environments
 * @param revisionId changes whenever anything about the version does
 * @param modified when it was made or changed last
 * @param status whether it can be invoked and changed
 */
record FunctionVersion(
    FunctionConfiguration configuration,
    EnvironmentPool pool,
    String revisionId,
    Instant modified,
    Status status) {

  /** Where a version is on its way. */
  enum Status {
    /** New: it cannot be invoked yet. */
    PENDING,
    /** Changed a moment ago. */
    UPDATING,
    /** As it should be. */
    ACTIVE
  }

  FunctionVersion active(String newRevision) {
    return new FunctionVersion(configuration, pool, newRevision, modified, Status.ACTIVE);
  }

  FunctionVersion revised(String newRevision) {
    return new FunctionVersion(configuration, pool, newRevision, modified, status);
  }
}
