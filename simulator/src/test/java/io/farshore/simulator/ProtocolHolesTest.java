package io.farshore.simulator;

import static io.farshore.simulator.Scenario.EAST;
import static io.farshore.simulator.Scenario.OHIO;
import static io.farshore.simulator.Scenario.backAgain;
import static io.farshore.simulator.Scenario.behind;
import static io.farshore.simulator.Scenario.ofKeys;
import static io.farshore.simulator.Scenario.oneChange;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ShardCheckpoint;
import io.farshore.verifier.judge.Letter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Schedules that broke an earlier form of the protocol, or an earlier form of this code. Each holds
 * now, and breaks again when its rule is taken out.
 */
@DisplayName("What broke once:")
class ProtocolHolesTest {

  private static Consumer<Stage> onCue(String cue, Consumer<Stage> act) {
    return stage -> stage.world().cues().on(cue, who -> act.accept(stage));
  }

  @Test
  @DisplayName("1: positions at one timestamp can't be ordered, so W is the timestamp alone")
  void positionTiesLoseChanges() throws IOException {
    Scenario ties = ofKeys(8).stall(2.7, EAST, 1, 60).move(6, "failover", OHIO);
    ties.onlyHoldsWithItsRule(Sabotage.POSITION_KEPT_ON_TIES, Letter.I);
  }

  @Test
  @DisplayName("2: where the peer's opening was not heard, W is the ledger's, not the producers'")
  void whatOnlyOneRegionHasIsNoCommonGround() throws IOException {
    Scenario unheard = behind(2.5, 60).halfFence(4).move(7, "failover", EAST);
    unheard.onlyHoldsWithItsRule(Sabotage.RESUME_FROM_PRODUCERS_REPORTS, Letter.I);
  }

  @Test
  @DisplayName("2: in a copy, a retired shard counts until the children that it names are there")
  void retiredArrivesBeforeTheChildren() throws IOException {
    Scenario stale =
        oneChange(1)
            .at(0, "hold", stage -> stage.world().replica(OHIO).holdCopies(itemOf(2)))
            .split(3, EAST, 0)
            .hold(0, EAST, "p1", 1, 60)
            .commit(5, "p1", "k", 2)
            .move(8, "resync", EAST);
    stale.onlyHoldsWithItsRule(Sabotage.RETIRED_TAKEN_AT_ITS_WORD, Letter.I);
  }

  private static String itemOf(int shard) {
    return "shard#" + EAST + "#shardId-00000000000" + shard;
  }

  @Test
  @DisplayName("3: a producer that sleeps through two flips has no lease when it wakes up")
  void sleepsThroughTwoFlips() throws IOException {
    Scenario sleeper =
        oneChange(1)
            .at(2.5, "p1 sleeps", stage -> stage.freeze("p1", Duration.ofSeconds(30)))
            .commit(2.6, "p1", "k", 2)
            .move(3, "failover", OHIO)
            .move(12, "failover", EAST);
    sleeper.onlyHoldsWithItsRule(Sabotage.PRODUCER_WITHOUT_LEASE, Letter.B, Letter.C);
  }

  @Test
  @DisplayName("3b: a Region that was active a moment ago waits for late requests of producers")
  void aLateRequestAcrossTwoFlips() throws IOException {
    Scenario late =
        oneChange(1)
            .withLateWindow(20)
            .hold(0, EAST, "p1", 0, 4.5)
            .at(2.4, "repeat", stage -> stage.repeatLate("p1", 1, EAST))
            .commit(2.5, "p1", "k", 2)
            .halfFence(3.2)
            .at(6, "p1 sleeps", stage -> stage.freeze("p1", Duration.ofSeconds(15)))
            .move(6, "failover", EAST);
    late.onlyHoldsWithItsRule(Sabotage.LATE_REQUESTS_NOT_WAITED_FOR, Letter.B);
  }

  @Test
  @DisplayName("4a: a shard that closed before the opening is skipped whole")
  void closedShards() throws IOException {
    Scenario closed = backAgain(30).split(6, EAST, 0);
    closed.onlyHoldsWithItsRule(Sabotage.CLOSED_SHARD_TAKEN_FOR_BORN_LATER, Letter.B);
  }

  @Test
  @DisplayName("4b: while an epoch is FENCING its shards are not known, and nothing is copied")
  void fencingEpochsDoNotCopy() throws IOException {
    backAgain(8.5).onlyHoldsWithItsRule(Sabotage.COPY_WHILE_FENCING, Letter.B);
  }

  @Test
  @DisplayName(
      "4c: a checkpoint that is read stale behind the marker has no say in what is skipped")
  void skippingDoesNotHangOnACheckpoint() throws IOException {
    List<ShardCheckpoint> before = new ArrayList<>();
    Scenario stale =
        oneChange(1)
            .at(2.9, "remember", stage -> before.add(checkpoint(stage)))
            .move(3, "resync", EAST);
    for (int i = 0; i < 40; i++) {
      double time = 11 + i * 0.1;
      stale.commit(time, "p1", "k", 2);
      stale.at(time, "stale", stage -> stage.world().replica(OHIO).put(EAST, before.get(0)));
    }
    stale.onlyHoldsWithItsRule(Sabotage.SKIPPED_BY_THE_CHECKPOINT, Letter.B);
  }

  private static ShardCheckpoint checkpoint(Stage stage) {
    return stage.world().replica(OHIO).shard(EAST, "shardId-000000000000").orElseThrow();
  }

  @Test
  @DisplayName(
      "4d: a shard with a marker skips up to it, although its item is of the epoch already")
  void anItemThatIsOfTheEpochAlready() throws IOException {
    Scenario current =
        oneChange(1)
            .commit(1.2, "p1", "j", 1)
            .commit(1.4, "p1", "k", 2)
            .hold(0, EAST, "p1", 0, 5.2)
            .hold(0, EAST, "p1", 1, 15)
            .hold(0, EAST, "p1", 2, 25)
            .halfFence(3)
            .move(7, "failover", EAST);
    current.onlyHoldsWithItsRule(Sabotage.SKIPPED_BY_THE_CHECKPOINT, Letter.B);
  }

  @Test
  @DisplayName("4: what is before the marker is skipped")
  void skipsToTheMarker() throws IOException {
    backAgain(20).onlyHoldsWithItsRule(Sabotage.NO_SKIP_TO_MARKER, Letter.B);
  }

  @Test
  @DisplayName("4: the shards of an epoch are those of its listing: a later one is not skipped")
  void shardsAreThoseOfTheListing() throws IOException {
    Scenario born =
        oneChange(1)
            .at(2, "split", onCue("marked in " + OHIO, stage -> stage.split(OHIO, 0)))
            .move(3, "failover", OHIO)
            .commit(12, "p1", "k", 2);
    born.onlyHoldsWithItsRule(Sabotage.SHARDS_NAMED_AT_ACTIVATION, Letter.A, Letter.D, Letter.G);
  }

  @Test
  @DisplayName("5: a new number is above every number that was ever made, abandoned ones, too")
  void numbersAreNotUsedAgain() throws IOException {
    Scenario abandoned =
        oneChange(1).stall(2.9, EAST, 0, 40).commit(2.95, "p1", "k", 2).move(3, "switchover", OHIO);
    abandoned.onlyHoldsWithItsRule(Sabotage.EPOCH_NUMBER_PLUS_ONE_ONLY, Letter.G);
  }

  @Test
  @DisplayName("5: a Region takes its own prepared epoch when the other one dies in the drain")
  void theActiveRegionDiesInADrain() throws IOException {
    Scenario dies =
        oneChange(1)
            .stall(2.9, EAST, 0, 60)
            .commit(2.95, "p1", "k", 2)
            .move(3, "switchover", OHIO)
            .gone(6, EAST)
            .move(8, "failover", OHIO);
    dies.onlyHoldsWithItsRule(Sabotage.EPOCH_NUMBER_PLUS_ONE_ONLY, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("6: the standby dies in a drain, and at its deadline the producers go on")
  void theStandbyDiesInADrain() throws IOException {
    Scenario dies =
        oneChange(1)
            .stall(2.9, EAST, 0, 60)
            .commit(2.95, "p1", "k", 2)
            .move(3, "switchover", OHIO)
            .gone(5, OHIO)
            .commit(6, "p1", "k", 2);
    dies.onlyHoldsWithItsRule(Sabotage.DRAIN_WITHOUT_DEADLINE, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7: a Region goes above an epoch that only producers have heard of")
  void anEpochThatOnlyProducersFollow() throws IOException {
    Scenario unheard =
        oneChange(1).cut(2).move(3, "failover", OHIO).gone(12, OHIO).commit(13, "p1", "k", 2);
    unheard.onlyHoldsWithItsRule(Sabotage.OWN_AND_ACTIVE_HIDES_LATER_EPOCH, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7, found here: and above a fence that producers have only stopped for")
  void aFenceThatOnlyProducersHaveStoppedFor() throws IOException {
    Scenario unheard =
        oneChange(1).cut(2).move(3, "failover", OHIO).gone(5.5, OHIO).commit(6, "p1", "k", 2);
    unheard.onlyHoldsWithItsRule(Sabotage.OWN_AND_ACTIVE_HIDES_LATER_EPOCH, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7: a resume point by hand may only lower what the ledger says")
  void aResumePointByHand() throws IOException {
    long activated = behind(2.5, 60).holds().reached().get("outcome Activated");

    Scenario above = behind(2.5, 60).moveFrom(8, OHIO, "p1", 3);
    RunResult refused =
        above.onlyHoldsWithItsRule(Sabotage.BY_HAND_ABOVE_THE_WATERMARK, Letter.I, Letter.A);
    assertThat(refused.reached())
        .containsKey("PlanFailover refuses: ResumePointAboveWatermark")
        .containsEntry("outcome Activated", activated);

    RunResult below = behind(2.5, 60).moveFrom(8, OHIO, "p1", 0).holds();
    assertThat(below.reached()).containsEntry("outcome Activated", activated + 1);
  }
}
