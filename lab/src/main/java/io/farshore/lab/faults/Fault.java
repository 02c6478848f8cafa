package io.farshore.lab.faults;

import io.farshore.lab.endpoint.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One thing that can go wrong in the lab. Immutable; equal faults are the same fault. */
public sealed interface Fault {

  /** The Region is gone: nothing in it answers, and what runs in it stands still. */
  record RegionLost(String region) implements Fault {}

  /**
   * Callers at home in one of the two Regions do not reach the other. Callers outside of AWS reach
   * both. The order of the two does not matter.
   */
  record Partition(String oneRegion, String otherRegion) implements Fault {

    /** Puts the two in order, so that both ways round are equal. */
    public Partition {
      if (oneRegion.compareTo(otherRegion) > 0) {
        String first = otherRegion;
        otherRegion = oneRegion;
        oneRegion = first;
      }
    }

    boolean separates(String a, String b) {
      return equals(new Partition(a, b));
    }
  }

  /**
   * One caller does not reach a Region; all others do.
   *
   * @param principal the access key id of a client outside of AWS, or the name of a function
   */
  record CallerCut(String principal, String region) implements Fault {

    boolean cuts(Caller caller, String to) {
      return region.equals(to) && names(principal, caller);
    }
  }

  /** Writes to global tables take longer from one Region to the other, by {@code delay}. */
  record TablesDelayed(String fromRegion, String toRegion, Duration delay) implements Fault {}

  /** The calls are answered with an error, and not applied. */
  record ServiceFails(CallScope scope, String code, int status) implements Fault {

    /** {@code InternalFailure}, status 500. */
    public ServiceFails(CallScope scope) {
      this(scope, "InternalFailure", 500);
    }
  }

  /** The calls are not answered, and not applied. */
  record ServiceUnreachable(CallScope scope) implements Fault {}

  /** The calls take longer by {@code latency}. */
  record ServiceSlow(CallScope scope, Duration latency) implements Fault {}

  /** The calls are applied, and their answer is lost. */
  record AnswerLost(CallScope scope) implements Fault {}

  /**
   * Some records are refused, as in a partial failure of PutRecords: the others of the call are
   * written.
   *
   * @param partitionKeys the keys whose records are refused; empty for all keys
   * @param nth of these records every n-th one is refused; 1 for each
   * @param code {@code InternalFailure} or {@code ProvisionedThroughputExceededException}
   */
  record RecordsRefused(
      String region, String stream, Set<String> partitionKeys, int nth, String code)
      implements Fault {

    /** Copies the set. */
    public RecordsRefused {
      partitionKeys = Set.copyOf(partitionKeys);
      if (nth < 1) {
        throw new IllegalArgumentException("nth must be 1 or more, is " + nth);
      }
    }
  }

  /** Every record for the shard is refused with {@code ProvisionedThroughputExceededException}. */
  record ShardThrottled(String region, String stream, String shardId) implements Fault {}

  /**
   * A function dies in the middle of an invocation: once {@code calls} of its calls to AWS have
   * been answered, no further one of that invocation is, and the invocation counts as crashed.
   *
   * @param function the function's name
   * @param operations the operations that are counted; empty for all
   * @param calls how many calls are answered before the end; 0 to let none through
   */
  record FunctionKilled(String region, String function, Set<String> operations, int calls)
      implements Fault {

    /** Copies the set. */
    public FunctionKilled {
      operations = Set.copyOf(operations);
    }

    boolean kills(Caller caller) {
      return caller.homeRegion().equals(Optional.of(region)) && names(function, caller);
    }
  }

  private static boolean names(String name, Caller caller) {
    String arn = caller.principal().replaceFirst("#.*", "");
    return List.of(arn.split(":")).contains(name);
  }
}
