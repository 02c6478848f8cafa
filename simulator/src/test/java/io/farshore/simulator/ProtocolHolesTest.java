package io.farshore.simulator;

import static io.farshore.simulator.Scenario.EAST;
import static io.farshore.simulator.Scenario.OHIO;
import static io.farshore.simulator.Scenario.backAgain;
import static io.farshore.simulator.Scenario.behind;
import static io.farshore.simulator.Scenario.ofKeys;
import static io.farshore.simulator.Scenario.oneChange;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.verifier.judge.Letter;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Schedules that broke an earlier form of the protocol, or an earlier form of this code. Each holds
 * now, and breaks again when its rule is taken out.
 */
@DisplayName("What broke once:")
class ProtocolHolesTest {

  private static RunResult holds(Scenario scenario) throws IOException {
    RunResult right = scenario.play(Sabotage.NONE);
    assertThat(right.message()).as(String.join("\n", right.script())).isEmpty();
    return right;
  }

  private static void onlyHoldsWithItsRule(Scenario scenario, Sabotage without, Letter... letters)
      throws IOException {
    holds(scenario);
    assertThat(scenario.play(without).letter()).as(without.label()).isPresent();
    assertThat(letters).as(without.label()).contains(scenario.play(without).letter().get());
  }

  private static Consumer<Stage> onCue(String cue, Consumer<Stage> act) {
    return stage -> stage.world().cues().on(cue, who -> act.accept(stage));
  }

  @Test
  @DisplayName("1: positions at one timestamp can't be ordered, so W is the timestamp alone")
  void positionTiesLoseChanges() throws IOException {
    Scenario ties = ofKeys(8).stall(2.7, EAST, 1, 60).move(6, "failover", OHIO);
    onlyHoldsWithItsRule(ties, Sabotage.POSITION_KEPT_ON_TIES, Letter.I);
  }

  @Test
  @DisplayName("2: where the peer's opening was not heard, W is the ledger's, not the producers'")
  void whatOnlyOneRegionHasIsNoCommonGround() throws IOException {
    Scenario unheard = behind(2.5, 60).halfFence(4).move(7, "failover", EAST);
    onlyHoldsWithItsRule(unheard, Sabotage.RESUME_FROM_PRODUCERS_REPORTS, Letter.I);
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
    onlyHoldsWithItsRule(stale, Sabotage.RETIRED_TAKEN_AT_ITS_WORD, Letter.I);
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
    onlyHoldsWithItsRule(sleeper, Sabotage.PRODUCER_WITHOUT_LEASE, Letter.B, Letter.C);
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
    onlyHoldsWithItsRule(late, Sabotage.LATE_REQUESTS_NOT_WAITED_FOR, Letter.B);
  }

  @Test
  @DisplayName("4a: a shard that closed before the opening is skipped whole")
  void closedShards() throws IOException {
    Scenario closed = backAgain(30).split(6, EAST, 0);
    onlyHoldsWithItsRule(closed, Sabotage.CLOSED_SHARD_TAKEN_FOR_BORN_LATER, Letter.B);
  }

  @Test
  @DisplayName("4b: while an epoch is FENCING its shards are not known, and nothing is copied")
  void fencingEpochsDoNotCopy() throws IOException {
    onlyHoldsWithItsRule(backAgain(8.5), Sabotage.COPY_WHILE_FENCING, Letter.B);
  }

  @Test
  @DisplayName("4c: a checkpoint that is lost behind the marker has nothing to do with skipping")
  void skippingDoesNotHangOnACheckpoint() throws IOException {
    Scenario lost =
        oneChange(1)
            .at(2, "lose", onCue("OpenEpoch ends in " + EAST, stage -> loseAdvances(stage, 12)))
            .move(3, "resync", EAST);
    for (int i = 0; i < 40; i++) {
      lost.commit(11 + i * 0.1, "p1", "k", 2);
    }
    onlyHoldsWithItsRule(
        lost, Sabotage.SKIPPED_BY_THE_CHECKPOINT, Letter.A, Letter.B, Letter.D, Letter.G);
  }

  private static void loseAdvances(Stage stage, int until) {
    World world = stage.world();
    world
        .cues()
        .on(
            "advance in " + OHIO,
            who -> {
              if (world.time().nanos() < until * 1e9) {
                world.outages().tables(OHIO, true);
                world.time().after(500_000_000L, () -> world.outages().tables(OHIO, false));
                loseAdvances(stage, until);
              }
            });
  }

  @Test
  @DisplayName("4d: a shard with a marker skips up to it, although its item looks current")
  void anItemThatAnotherShardsBatchWrote() throws IOException {
    Scenario entered =
        new Scenario(1)
            .producer("p1")
            .split(2.1, EAST, 0)
            .stall(2.11, EAST, 1, 4)
            .stall(2.11, EAST, 2, 4)
            .commit(2.2, "p1", "k", 1)
            .commit(2.3, "p1", "k", 2)
            .hold(0, EAST, "p1", 0, 5.2)
            .hold(0, EAST, "p1", 1, 25)
            .halfFence(3)
            .move(7, "failover", EAST)
            .split(14, EAST, 0);
    onlyHoldsWithItsRule(entered, Sabotage.SKIPPED_BY_THE_CHECKPOINT, Letter.B, Letter.D);
  }

  @Test
  @DisplayName("4: what is before the marker is skipped")
  void skipsToTheMarker() throws IOException {
    onlyHoldsWithItsRule(backAgain(20), Sabotage.NO_SKIP_TO_MARKER, Letter.B);
  }

  @Test
  @DisplayName("4: the shards of an epoch are those of its listing: a later one is not skipped")
  void shardsAreThoseOfTheListing() throws IOException {
    Scenario born =
        oneChange(1)
            .at(2, "split", onCue("marked in " + OHIO, stage -> stage.split(OHIO, 0)))
            .move(3, "failover", OHIO)
            .commit(12, "p1", "k", 2);
    onlyHoldsWithItsRule(born, Sabotage.SHARDS_NAMED_AT_ACTIVATION, Letter.A, Letter.D, Letter.G);
  }

  @Test
  @DisplayName("5: a new number is above every number that was ever made, abandoned ones, too")
  void numbersAreNotUsedAgain() throws IOException {
    Scenario abandoned =
        oneChange(1).stall(2.9, EAST, 0, 40).commit(2.95, "p1", "k", 2).move(3, "switchover", OHIO);
    onlyHoldsWithItsRule(abandoned, Sabotage.EPOCH_NUMBER_PLUS_ONE_ONLY, Letter.G);
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
    onlyHoldsWithItsRule(dies, Sabotage.EPOCH_NUMBER_PLUS_ONE_ONLY, Letter.A, Letter.G);
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
    onlyHoldsWithItsRule(dies, Sabotage.DRAIN_WITHOUT_DEADLINE, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7: a Region goes above an epoch that only producers have heard of")
  void anEpochThatOnlyProducersFollow() throws IOException {
    Scenario unheard =
        oneChange(1).cut(2).move(3, "failover", OHIO).gone(12, OHIO).commit(13, "p1", "k", 2);
    onlyHoldsWithItsRule(unheard, Sabotage.OWN_AND_ACTIVE_HIDES_LATER_EPOCH, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7, found here: and above a fence that producers have only stopped for")
  void aFenceThatOnlyProducersHaveStoppedFor() throws IOException {
    Scenario unheard =
        oneChange(1).cut(2).move(3, "failover", OHIO).gone(5.5, OHIO).commit(6, "p1", "k", 2);
    onlyHoldsWithItsRule(unheard, Sabotage.OWN_AND_ACTIVE_HIDES_LATER_EPOCH, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7: a resume point by hand may only lower what the ledger says")
  void aResumePointByHand() throws IOException {
    Scenario byHand = behind(2.5, 60);
    long activated = holds(byHand).reached().get("outcome Activated");

    RunResult above = holds(byHand.moveFrom(8, OHIO, "p1", 3));
    assertThat(above.reached())
        .containsKey("PlanFailover refuses: ResumePointAboveWatermark")
        .containsEntry("outcome Activated", activated);

    RunResult below = holds(byHand.moveFrom(10, OHIO, "p1", 0));
    assertThat(below.reached()).containsEntry("outcome Activated", activated + 1);
  }

  @Test
  @DisplayName("8: a shard that has no watermark of a producer counts with where it resumed")
  void aShardWithoutThisProducer() throws IOException {
    Scenario second = ofKeys(2);
    for (int i = 0; i < 8; i++) {
      second.commit(5.2 + i * 0.01, "p2", "k" + i, i);
    }
    second.stall(4.5, EAST, 1, 60).producerAt(5, "p2").move(9, "failover", OHIO);
    onlyHoldsWithItsRule(
        second, Sabotage.SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT, Letter.I, Letter.A, Letter.B);
  }

  @Test
  @DisplayName("9a: a function dies between entering the children and retiring the parent")
  void ancestorsAreRetiredAgain() throws IOException {
    Scenario dies =
        oneChange(1).at(3, "split, and die", splitAndDie("child entered")).commit(5, "p1", "k", 2);
    onlyHoldsWithItsRule(dies, Sabotage.ANCESTORS_NOT_REPEATED, Letter.G);
  }

  @Test
  @DisplayName("9b: a child that closes empty never has a batch, and its parent is retired")
  void aChildThatClosesEmpty() throws IOException {
    Scenario empty =
        oneChange(1)
            .split(3, EAST, 0)
            .at(3, "merge", stage -> stage.merge(EAST))
            .commit(4, "p1", "k", 2);
    onlyHoldsWithItsRule(empty, Sabotage.PARENTS_ONLY_RETIRED, Letter.G);
  }

  @Test
  @DisplayName("10a: a producer's report is written in one Region, an item for each replica")
  void aReportForEachReplica() throws IOException {
    onlyHoldsWithItsRule(oneChange(1), Sabotage.ONE_REPORT_FOR_BOTH_REGIONS, Letter.C);
  }

  /** The copy is away for longer than the retention. */
  private static Scenario gap() {
    return oneChange(1)
        .withRetention(30)
        .at(5, "Ohio is lost", stage -> stage.lose(OHIO))
        .commit(5.5, "p1", "k", 2)
        .commit(15, "p1", "k", 3)
        .at(58, "Ohio is back", stage -> stage.comeBack(OHIO));
  }

  private static Consumer<Stage> splitAndDie(String cue) {
    return stage -> {
      stage.world().cues().on(cue, Actor::kill);
      stage.split(EAST, 0);
    };
  }

  private static void isFoundAsAGap(Scenario gap) throws IOException {
    onlyHoldsWithItsRule(gap, Sabotage.GAP_NOT_NOTICED, Letter.B, Letter.D);
    assertThat(gap.play(Sabotage.NONE).reached()).containsKey("batch Gap");
  }

  @Test
  @DisplayName("10b: a copy that was away for longer than the retention stops, until a resync")
  void aGapStopsTheCopy() throws IOException {
    isFoundAsAGap(gap());
  }

  @Test
  @DisplayName("10b, found here: also where the shard was split meanwhile")
  void aGapInAParent() throws IOException {
    isFoundAsAGap(gap().split(20, EAST, 0).commit(25, "p1", "k", 9));
  }

  @Test
  @DisplayName("10b, found here: also in a child that its sibling's batch entered late")
  void aGapInAChildThatWasEntered() throws IOException {
    isFoundAsAGap(
        oneChange(1)
            .withRetention(30)
            .split(3, EAST, 0)
            .stall(3.01, EAST, 2, 50)
            .stall(3.01, EAST, 1, 15)
            .commit(4, "p1", "k", 2)
            .commit(40, "p1", "k", 3));
  }

  /** Nothing rests on the order of the two: see ADR 10. */
  @Test
  @DisplayName("10b, found here: also where a parent was retired, and its children not entered")
  void aGapBehindARetiredParent() throws IOException {
    Scenario dies =
        gap().at(3, "split, and die", splitAndDie("parent retired")).stall(3.01, EAST, 1, 60);
    holds(dies);
    RunResult other = dies.play(Sabotage.PARENT_RETIRED_FIRST);
    assertThat(other.message()).isEmpty();
    assertThat(other.reached()).containsKey("batch Gap");
  }

  @Test
  @DisplayName("10c: a stream that is registered already is not registered again")
  void theFirstEpochIsMadeOnce() throws IOException {
    Scenario again = oneChange(1).at(5, "again", stage -> stage.registerAgain(OHIO, true));
    assertThat(holds(again).reached())
        .containsKey("registration Refused")
        .doesNotContainKey("one epoch number made in both Regions");
    Scenario unasked = oneChange(1).at(5, "again", stage -> stage.registerAgain(OHIO, false));
    assertThat(unasked.play(Sabotage.NONE).reached())
        .containsKey("one epoch number made in both Regions");
  }

  @Test
  @DisplayName("10d: where a log began is kept over a restart")
  void theStartOfALogIsKept() throws IOException {
    Scenario restarted = behind(2.5, 60).kill(5, "p1").move(8, "failover", OHIO);
    onlyHoldsWithItsRule(
        restarted, Sabotage.START_NOT_KEPT, Letter.A, Letter.B, Letter.D, Letter.I);
  }

  @Test
  @DisplayName("10d: a producer whose log no longer reaches back stops, until it has its log again")
  void aLogThatWasCleanedUp() throws IOException {
    Scenario cleaned =
        behind(2.5, 60)
            .commit(3, "p1", "k2", 3)
            .at(7, "clean up", stage -> stage.trimLog("p1"))
            .move(8, "failover", OHIO);
    onlyHoldsWithItsRule(cleaned, Sabotage.LOG_FROM_ITS_OLDEST, Letter.A, Letter.B);
    assertThat(cleaned.play(Sabotage.NONE).reached())
        .containsKey("producer stops: its log no longer reaches back");
  }

  @Test
  @DisplayName("Found here: a fence without an owner is found while producers talk past it")
  void aFenceWithoutAnOwner() throws IOException {
    Scenario stopped = oneChange(1).withLateWindow(20).move(3, "resync", EAST).stop(6, EAST);
    onlyHoldsWithItsRule(stopped, Sabotage.FENCE_WITHOUT_AN_OWNER_LEFT, Letter.A, Letter.G);
    assertThat(stopped.play(Sabotage.NONE).reached()).containsKey("watch starts again");
  }
}
