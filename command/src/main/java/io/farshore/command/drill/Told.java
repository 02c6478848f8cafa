package io.farshore.command.drill;

import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.EpochId;
import io.farshore.producer.ProducerListener;
import java.time.Instant;

/**
 * Puts what a producer does into the timeline.
 *
 * @param who it is called there
 */
record Told(Timeline timeline, String who) implements ProducerListener {
  /** What the SDK wraps a broken connection's own message in. */
  private static final String NOISE =
      "Unable to execute HTTP request: | \\(SDK Attempt Count: [0-9]+\\)";

  @Override
  public void followed(EpochId epoch, Watermark from) {
    timeline.say(who + " follows epoch " + epoch + ", reads its log from " + from);
  }

  @Override
  public void resumed(EpochId epoch) {
    timeline.say(who + " has a lease, and writes to " + epoch.activeRegion());
  }

  @Override
  public void paused(String why) {
    timeline.say(who + " pauses: " + why.replaceAll(NOISE, ""));
  }

  @Override
  public void firstAcknowledgement(EpochId epoch, Instant at) {
    timeline.say(at, epoch.activeRegion().name(), "first change of epoch " + epoch.number());
  }

  @Override
  public void flushing(EpochId prepared) {
    timeline.say(who + " stops and flushes for epoch " + prepared);
  }

  @Override
  public void drained(Watermark lowWatermark) {
    timeline.say(who + " is drained, its last heartbeat is in every shard");
  }
}
