package io.farshore.lab.endpoint;

import java.util.Optional;

/**
 * Who makes a call, and from where.
 *
 * @param principal the access key id of a stock client, or the ARN of the function, state machine
 *     or service that calls; used for faults, policies and logs
 * @param homeRegion the Region that the caller runs in; empty for a caller outside of AWS (a
 *     producer, a person), which reaches every Region that is not lost, whatever the links between
 *     Regions do
 */
public record Caller(String principal, Optional<String> homeRegion) {

  /** A caller outside of AWS. */
  public static Caller outside(String principal) {
    return new Caller(principal, Optional.empty());
  }

  /** A caller that runs in {@code region}, and ends when that Region is lost. */
  public static Caller in(String region, String principal) {
    return new Caller(principal, Optional.of(region));
  }
}
