package io.farshore.lab.endpoint;

import java.time.Duration;

/**
 * What lies between a caller and a service: whether a call gets through, how long it takes, and
 * what goes wrong on the way. Thread-safe.
 */
public interface Network {

  /** True when calls and answers get from the caller to the Region and back at this moment. */
  boolean reaches(Caller caller, String region);

  /** The time that one way takes; zero for a caller outside of AWS or in the Region itself. */
  Duration oneWay(Caller caller, String region);

  /** Judges a call when it arrives. Asked once a call: faults that are limited in number count. */
  Verdict admit(ApiCall call);

  /** Told when the service has answered {@code call}, with an error or without. */
  void answered(ApiCall call);

  /** What becomes of a call that has arrived. */
  sealed interface Verdict {

    /**
     * The service gets it.
     *
     * @param latency the time to wait before that; may be zero
     * @param answerLost true when the call is applied and its answer then lost
     */
    record Admitted(Duration latency, boolean answerLost) implements Verdict {}

    /** An error is answered, and the service never sees the call. */
    record Refused(AwsError error) implements Verdict {}

    /** No answer comes, and the service never sees the call. */
    record Lost(String reason) implements Verdict {}
  }

  /** A network without faults or latency. */
  static Network perfect() {
    return new PerfectNetwork();
  }
}
