package io.farshore.core.write;

/** What a writer counts while it writes. */
final class WriterTally {

  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  long calls;
  long failedCalls;
  long acknowledged;
  long retries;
  private long throttled;
  private long otherRefusals;

  /** True when the refusal is the shard's, which takes no more, and not the record's. */
  static boolean isThrottled(String code) {
    return code.equals(THROTTLED);
  }

  void refused(String code) {
    if (isThrottled(code)) {
      throttled++;
    } else {
      otherRefusals++;
    }
  }

  WriterCounts counts() {
    return new WriterCounts(calls, failedCalls, acknowledged, retries, throttled, otherRefusals);
  }
}
