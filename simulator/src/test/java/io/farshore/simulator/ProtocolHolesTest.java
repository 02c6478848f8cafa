package io.farshore.simulator;

import static io.farshore.simulator.Scenario.EAST;
import static io.farshore.simulator.Scenario.OHIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Schedules that broke an earlier form of the protocol, or an earlier form of this code. Each holds
 * now, and breaks again when its rule is taken out.
 */
@DisplayName("What broke once:")
class ProtocolHolesTest {

  private static void holds(Scenario scenario) throws IOException {
    RunResult right = scenario.play(Sabotage.NONE);
    assertThat(right.message()).as(String.join("\n", right.script())).isEmpty();
  }

  private static void onlyHoldsWithItsRule(Scenario scenario, Sabotage without, Letter... letters)
      throws IOException {
    holds(scenario);
    assertThat(scenario.play(without).letter()).as(without.label()).isPresent();
    assertThat(letters).as(without.label()).contains(scenario.play(without).letter().get());
  }

  private static Scenario ofKeys(int keys) {
    Scenario scenario = new Scenario(2).producer("p1");
    for (int i = 0; i < keys; i++) {
      scenario.commit(1 + i * 0.5, "p1", "k" + i, 1);
    }
    return scenario;
  }

  @Test
  @DisplayName("1: positions at one timestamp can't be ordered, so W is the timestamp alone")
  void positionTiesLoseChanges() throws IOException {
    Scenario ties =
        ofKeys(8)
            .at(2.7, "shard 1 is slow", stage -> stage.stall(EAST, 1, Duration.ofSeconds(60)))
            .move(6, "failover", OHIO);
    onlyHoldsWithItsRule(ties, Sabotage.POSITION_KEPT_ON_TIES, Letter.I);
  }

  @Test
  @DisplayName("2: where the peer's opening was not heard, W is the ledger's, not the producers'")
  void whatOnlyOneRegionHasIsNoCommonGround() throws IOException {
    Scenario unheard =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .commit(2.5, "p1", "k", 2)
            .hold(0, EAST, "p1", 1, 60)
            .halfFence(4)
            .move(7, "failover", EAST);
    onlyHoldsWithItsRule(unheard, Sabotage.RESUME_FROM_PRODUCERS_REPORTS, Letter.I);
  }

  @Test
  @DisplayName("3: a producer that sleeps through two flips has no lease when it wakes up")
  void sleepsThroughTwoFlips() throws IOException {
    Scenario sleeper =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
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
        new Scenario(1)
            .withLateWindow(20)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .hold(0, EAST, "p1", 0, 4.5)
            .hold(0, EAST, "p1", 1, 60)
            .at(2.4, "repeat", stage -> stage.repeatLate("p1", EAST))
            .commit(2.5, "p1", "k", 2)
            .commit(2.5, "p1", "k", 3)
            .halfFence(3.2)
            .move(6, "failover", EAST);
    holds(late);
    assertThat(late.play(Sabotage.LATE_REQUESTS_NOT_WAITED_FOR).timeline())
        .anyMatch(line -> line.contains("its request from before is applied now"));
    assertThat(late.play(Sabotage.NONE).timeline())
        .noneMatch(line -> line.contains("its request from before is applied now"));
  }

  /** Change 0 is acknowledged in Ohio's epoch, uncopied; change 1 is still in the shard. */
  private static Scenario backAgain(double until) {
    return new Scenario(1)
        .producer("p1")
        .commit(1, "p1", "k", 1)
        .commit(1.2, "p1", "k", 2)
        .hold(0, EAST, "p1", 0, 5.2)
        .hold(0, EAST, "p1", 1, until)
        .halfFence(3)
        .move(7, "failover", EAST);
  }

  @Test
  @DisplayName("4a: a shard that closed before the opening is skipped whole")
  void closedShards() throws IOException {
    Scenario closed = backAgain(30).at(6, "split", stage -> stage.split(EAST, 0));
    onlyHoldsWithItsRule(closed, Sabotage.CLOSED_SHARD_TAKEN_FOR_BORN_LATER, Letter.B);
  }

  @Test
  @DisplayName("4b: while an epoch is FENCING its shards are not known, and nothing is copied")
  void fencingEpochsDoNotCopy() throws IOException {
    onlyHoldsWithItsRule(backAgain(8.5), Sabotage.COPY_WHILE_FENCING, Letter.B);
  }

  @Test
  @DisplayName("4: what is before the marker is skipped")
  void skipsToTheMarker() throws IOException {
    onlyHoldsWithItsRule(backAgain(20), Sabotage.NO_SKIP_TO_MARKER, Letter.B);
  }

  @Test
  @DisplayName("4: a shard that is born while an epoch is opened is not named, and not skipped")
  void shardsAreThoseOfTheListing() throws IOException {
    Scenario born =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(
                2,
                "split at the listing",
                stage -> stage.world().cues().on("listed in " + OHIO, who -> stage.split(OHIO, 0)))
            .move(3, "failover", OHIO)
            .commit(12, "p1", "k", 2);
    // Where the split comes before the marker, the shard is found closed; both must hold.
    holds(born);
  }

  @Test
  @DisplayName("5: a new number is above every number that was ever made, abandoned ones, too")
  void numbersAreNotUsedAgain() throws IOException {
    Scenario abandoned =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(2.9, "slow", stage -> stage.stall(EAST, 0, Duration.ofSeconds(40)))
            .commit(2.95, "p1", "k", 2)
            .move(3, "switchover", OHIO);
    onlyHoldsWithItsRule(abandoned, Sabotage.EPOCH_NUMBER_PLUS_ONE_ONLY, Letter.G);
  }

  @Test
  @DisplayName("6: the standby dies in a drain, and at its deadline the producers go on")
  void theStandbyDiesInADrain() throws IOException {
    Scenario dies =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(2.9, "slow", stage -> stage.stall(EAST, 0, Duration.ofSeconds(60)))
            .commit(2.95, "p1", "k", 2)
            .move(3, "switchover", OHIO)
            .at(5, "Ohio is gone", stage -> stage.loseForGood(OHIO))
            .commit(6, "p1", "k", 2);
    onlyHoldsWithItsRule(dies, Sabotage.DRAIN_WITHOUT_DEADLINE, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7: a Region goes above an epoch that only producers have heard of")
  void anEpochThatOnlyProducersFollow() throws IOException {
    Scenario unheard =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(2, "cut", stage -> stage.world().outages().partition(true))
            .move(3, "failover", OHIO)
            .at(12, "Ohio is gone", stage -> stage.loseForGood(OHIO))
            .commit(13, "p1", "k", 2);
    onlyHoldsWithItsRule(unheard, Sabotage.OWN_AND_ACTIVE_HIDES_LATER_EPOCH, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("7, found here: and above a fence that producers have only stopped for")
  void aFenceThatOnlyProducersHaveStoppedFor() throws IOException {
    Scenario unheard =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(2, "cut", stage -> stage.world().outages().partition(true))
            .move(3, "failover", OHIO)
            .at(5.5, "Ohio is gone", stage -> stage.loseForGood(OHIO))
            .commit(6, "p1", "k", 2);
    onlyHoldsWithItsRule(unheard, Sabotage.OWN_AND_ACTIVE_HIDES_LATER_EPOCH, Letter.A, Letter.G);
  }

  @Test
  @DisplayName("8: a shard that has no watermark of a producer counts with where it resumed")
  void aShardWithoutThisProducer() throws IOException {
    Scenario second = ofKeys(2);
    for (int i = 0; i < 8; i++) {
      second.commit(5.2 + i * 0.01, "p2", "k" + i, i);
    }
    second
        .at(4.5, "shard 1 is slow", stage -> stage.stall(EAST, 1, Duration.ofSeconds(60)))
        .producerAt(5, "p2")
        .move(9, "failover", OHIO);
    onlyHoldsWithItsRule(
        second, Sabotage.SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT, Letter.I, Letter.A, Letter.B);
  }

  @Test
  @DisplayName("9a: a function dies between entering the children and retiring the parent")
  void ancestorsAreRetiredAgain() throws IOException {
    Scenario dies =
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(
                3,
                "split, and die",
                stage -> {
                  stage.world().cues().on("child entered", Actor::kill);
                  stage.split(EAST, 0);
                })
            .commit(5, "p1", "k", 2);
    onlyHoldsWithItsRule(dies, Sabotage.ANCESTORS_NOT_REPEATED, Letter.G);
  }

  @Test
  @DisplayName("9b: a child that closes empty never has a batch, and its parent is retired")
  void aChildThatClosesEmpty() throws IOException {
    holds(
        new Scenario(1)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .at(
                3,
                "split and merge",
                stage -> {
                  stage.split(EAST, 0);
                  stage.merge(EAST);
                })
            .commit(4, "p1", "k", 2));
  }

  @Test
  @DisplayName("10b: a copy that was away for longer than the retention stops, until a resync")
  void aGapStopsTheCopy() throws IOException {
    Scenario gap = gap();
    holds(gap);
    assertThat(gap.play(Sabotage.NONE).reached()).containsKey("batch Gap");
  }

  @Test
  @DisplayName("10b, found here: also where the shard was split meanwhile")
  void aGapInAParent() throws IOException {
    Scenario gap = gap().at(20, "split", stage -> stage.split(EAST, 0)).commit(25, "p1", "k", 9);
    holds(gap);
    assertThat(gap.play(Sabotage.NONE).reached()).containsKey("batch Gap");
  }

  private static Scenario gap() {
    return new Scenario(1)
        .withRetention(30)
        .producer("p1")
        .commit(1, "p1", "k", 1)
        .at(3, "Ohio is lost", stage -> stage.lose(OHIO))
        .commit(4, "p1", "k", 2)
        .commit(15, "p1", "k", 3)
        .at(58, "Ohio is back", stage -> stage.comeBack(OHIO));
  }

  @Test
  @DisplayName("Found here: a fence without an owner is found while producers talk past it")
  void aFenceWithoutAnOwner() throws IOException {
    Scenario stopped =
        new Scenario(1)
            .withLateWindow(20)
            .producer("p1")
            .commit(1, "p1", "k", 1)
            .move(3, "resync", EAST)
            .stop(6, EAST);
    holds(stopped);
    assertThat(stopped.play(Sabotage.NONE).reached()).containsKey("watch starts again");
  }
}
