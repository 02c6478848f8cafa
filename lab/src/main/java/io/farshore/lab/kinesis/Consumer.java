package io.farshore.lab.kinesis;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A registered consumer. Immutable.
 *
 * @param activeAt from then on it may subscribe
 * @param goneAt from then on it is not there; {@link Instant#MAX} until it is deregistered
 */
record Consumer(ConsumerArn arn, Instant activeAt, Instant goneAt, Map<String, String> tags) {

  Consumer {
    tags = new TreeMap<>(tags);
  }

  String status(Instant now) {
    if (!goneAt.equals(Instant.MAX)) {
      return "DELETING";
    }
    return now.isBefore(activeAt) ? "CREATING" : "ACTIVE";
  }

  boolean isGone(Instant now) {
    return !now.isBefore(goneAt);
  }

  Consumer leaving(Instant when) {
    return new Consumer(arn, activeAt, when, tags);
  }

  Consumer tagged(Map<String, String> all) {
    return new Consumer(arn, activeAt, goneAt, all);
  }
}
