package io.farshore.command.bench.replicate;

/**
 * What the functions and the JVM have used by a moment.
 *
 * @param invocations of the replicator in the source's Region
 * @param billedMillis of those
 * @param halfLeases that those lasted, whole ones: after each of them a lease is renewed
 * @param standbyInvocations of the replicator in the other Region, which acknowledges the copies
 * @param standbyBilledMillis of those
 * @param loggedBytes by both
 * @param allocatedBytes by the replicator's threads in the source's Region
 * @param cpuNanos of those
 * @param wholeCpuNanos of this JVM and of the functions' processes
 */
record Usage(
    long invocations,
    long billedMillis,
    long halfLeases,
    long standbyInvocations,
    long standbyBilledMillis,
    long loggedBytes,
    long allocatedBytes,
    long cpuNanos,
    long wholeCpuNanos) {

  Usage minus(Usage before) {
    return new Usage(
        invocations - before.invocations,
        billedMillis - before.billedMillis,
        halfLeases - before.halfLeases,
        standbyInvocations - before.standbyInvocations,
        standbyBilledMillis - before.standbyBilledMillis,
        loggedBytes - before.loggedBytes,
        allocatedBytes - before.allocatedBytes,
        cpuNanos - before.cpuNanos,
        wholeCpuNanos - before.wholeCpuNanos);
  }
}
