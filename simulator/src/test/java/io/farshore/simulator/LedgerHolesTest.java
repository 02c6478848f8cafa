package io.farshore.simulator;

import static io.farshore.simulator.Scenario.EAST;
import static io.farshore.simulator.Scenario.OHIO;
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

/** The same of the ledger and of gaps, holes 8 to 10, and of what was found here. */
@DisplayName("What broke the ledger once:")
class LedgerHolesTest {

  @Test
  @DisplayName("8: a shard that has no watermark of a producer counts with where it resumed")
  void aShardWithoutThisProducer() throws IOException {
    Scenario second = ofKeys(2);
    for (int i = 0; i < 8; i++) {
      second.commit(5.2 + i * 0.01, "p2", "k" + i, i);
    }
    second.stall(4.5, EAST, 1, 60).producerAt(5, "p2").move(9, "failover", OHIO);
    second.onlyHoldsWithItsRule(
        Sabotage.SHARD_WITHOUT_THIS_PRODUCER_LEFT_OUT, Letter.I, Letter.A, Letter.B);
  }

  @Test
  @DisplayName("9a: a function dies between entering the children and retiring the parent")
  void ancestorsAreRetiredAgain() throws IOException {
    Scenario dies =
        oneChange(1).at(3, "split, and die", splitAndDie("child entered")).commit(5, "p1", "k", 2);
    dies.onlyHoldsWithItsRule(Sabotage.ANCESTORS_NOT_REPEATED, Letter.G);
  }

  @Test
  @DisplayName("9b: a child that closes empty never has a batch, and its parent is retired")
  void aChildThatClosesEmpty() throws IOException {
    Scenario empty =
        oneChange(1)
            .split(3, EAST, 0)
            .at(3, "merge", stage -> stage.merge(EAST))
            .commit(4, "p1", "k", 2);
    empty.onlyHoldsWithItsRule(Sabotage.PARENTS_ONLY_RETIRED, Letter.G);
  }

  /** East has heard what Ohio wrote of the producer, and not of the epoch that it then made. */
  @Test
  @DisplayName("10a: an old report in the one Region does not hide a new one in the other")
  void aReportForEachReplica() throws IOException {
    Scenario unheard =
        oneChange(1).cut(2.9).move(3, "failover", OHIO).gone(12, OHIO).commit(13, "p1", "k", 2);
    unheard.onlyHoldsWithItsRule(Sabotage.ONE_REPORT_FOR_BOTH_REGIONS, Letter.A, Letter.G);
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
    gap.onlyHoldsWithItsRule(Sabotage.GAP_NOT_NOTICED, Letter.B, Letter.D);
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

  @Test
  @DisplayName("10b: a batch that was given up after its retries makes its shard stand")
  void aBatchIsGivenUpAfterItsRetries() throws IOException {
    Scenario failing =
        oneChange(1)
            .withLimits(MappingLimits.ofRetries(5))
            .at(5, "out", stage -> stage.world().outages().tables(OHIO, true))
            .commit(5.5, "p1", "k", 2)
            .at(25, "back", stage -> stage.world().outages().tables(OHIO, false))
            .commit(30, "p1", "k", 3);
    isFoundAsAGap(failing);
    assertThat(failing.play(Sabotage.NONE).reached()).containsKey("batch given up");
  }

  /** One change of the key is too old when its shard is handed out again, the next one is not. */
  private static Scenario tooOld() {
    return oneChange(1)
        .withLimits(MappingLimits.ofRecordAge(Duration.ofSeconds(10)))
        .stall(5, EAST, 0, 20)
        .commit(5.5, "p1", "k", 2)
        .commit(20, "p1", "k", 3);
  }

  @Test
  @DisplayName("10b: a batch that was given up by its age makes its shard stand")
  void aBatchIsGivenUpByItsAge() throws IOException {
    isFoundAsAGap(tooOld());
  }

  @Test
  @DisplayName("10b: what was given up of a parent makes its children stand")
  void aBatchOfAParentIsGivenUp() throws IOException {
    isFoundAsAGap(tooOld().split(10, EAST, 0));
  }

  /** Nothing rests on the order of the two: see ADR 10. */
  @Test
  @DisplayName("10b, found here: also where a parent was retired, and its children not entered")
  void aGapBehindARetiredParent() throws IOException {
    Scenario dies =
        gap().at(3, "split, and die", splitAndDie("parent retired")).stall(3.01, EAST, 1, 60);
    dies.holds();
    RunResult other = dies.play(Sabotage.PARENT_RETIRED_FIRST);
    assertThat(other.message()).isEmpty();
    assertThat(other.reached()).containsKey("batch Gap");
  }

  @Test
  @DisplayName("10c: a stream that is registered already is not registered again")
  void theFirstEpochIsMadeOnce() throws IOException {
    Scenario again = oneChange(1).at(5, "again", stage -> stage.registerAgain(OHIO, true));
    assertThat(again.holds().reached())
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
    restarted.onlyHoldsWithItsRule(Sabotage.START_NOT_KEPT, Letter.A, Letter.B, Letter.D, Letter.I);
  }

  @Test
  @DisplayName("10d: a producer whose log no longer reaches back stops, until it has its log again")
  void aLogThatWasCleanedUp() throws IOException {
    Scenario cleaned =
        behind(2.5, 60)
            .commit(3, "p1", "k2", 3)
            .at(7, "clean up", stage -> stage.trimLog("p1"))
            .move(8, "failover", OHIO);
    cleaned.onlyHoldsWithItsRule(Sabotage.LOG_FROM_ITS_OLDEST, Letter.A, Letter.B);
    assertThat(cleaned.play(Sabotage.NONE).reached())
        .containsKey("producer stops: its log no longer reaches back");
  }

  @Test
  @DisplayName("Found here: a fence without an owner is found while producers talk past it")
  void aFenceWithoutAnOwner() throws IOException {
    Scenario stopped = oneChange(1).withLateWindow(20).move(3, "resync", EAST).stop(6, EAST);
    stopped.onlyHoldsWithItsRule(Sabotage.FENCE_WITHOUT_AN_OWNER_LEFT, Letter.A, Letter.G);
    assertThat(stopped.play(Sabotage.NONE).reached()).containsKey("watch starts again");
  }
}
