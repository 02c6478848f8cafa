package io.farshore.verifier;

import static io.farshore.verifier.SampleDrill.ONE;
import static io.farshore.verifier.SampleDrill.TWO;
import static io.farshore.verifier.SampleDrill.shard;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.verifier.evidence.DumpedRecord;
import io.farshore.verifier.evidence.Execution;
import io.farshore.verifier.judge.Judgement;
import io.farshore.verifier.judge.Letter;
import io.farshore.verifier.judge.Verdict;
import io.farshore.verifier.report.DrillReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The verifier")
class VerifierTest {
  private final SampleDrill drill = new SampleDrill();

  private int indexOf(List<DumpedRecord> records, int change) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).content().equals(SampleDrill.line(change))) {
        return i;
      }
    }
    throw new IllegalArgumentException("change " + change);
  }

  private static void swapData(List<DumpedRecord> records, int one, int other) {
    DumpedRecord first = records.get(one);
    DumpedRecord second = records.get(other);
    records.set(one, with(first, second.partitionKey(), second.data()));
    records.set(other, with(second, first.partitionKey(), first.data()));
  }

  private static DumpedRecord with(DumpedRecord record, String key, byte[] data) {
    return new DumpedRecord(record.sequenceNumber(), key, data, record.arrivedAt());
  }

  private Execution another(String arn, String status, Instant stopDate) {
    Execution run = drill.executions.get(0);
    return new Execution(
        "second", arn, status, run.startDate(), stopDate, run.input(), run.output(), List.of());
  }

  @Test
  void findsAGoodDrillGood() {
    Verdict verdict = drill.judge();

    assertThat(verdict.judgements())
        .allSatisfy(one -> assertThat(one.held()).as(one.toString()).isTrue());
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.committed()).isEqualTo(60);
    assertThat(verdict.lost()).isZero();
    assertThat(verdict.duplicates()).isEqualTo(5);
    assertThat(verdict.orderViolations()).isZero();
    assertThat(verdict.finallyActive()).isEqualTo(TWO);
  }

  @Test
  void measuresWhatTheLostRegionHadAlone() {
    // Copies take 150 ms, so at the loss (4.0 s) changes 35 to 39 were in us-east-1 only; the
    // oldest of them had arrived at 3.52 s.
    assertThat(drill.judge().exposure().seconds()).isEqualTo(0.48);
    assertThat(drill.judge().exposure().changes()).isEqualTo(5);
  }

  @Test
  @DisplayName("A: a change missing in the finally active Region is lost")
  void lost() {
    drill.records(TWO, 0).remove(indexOf(drill.records(TWO, 0), 58));

    Verdict verdict = drill.judge();

    assertThat(verdict.lost()).isEqualTo(1);
    assertThat(verdict.failed()).contains(Letter.A, Letter.B);
    assertThat(verdict.of(Letter.A).violations().get(0).position()).isEqualTo("line 59 of p1");
    assertThat(verdict.of(Letter.A).violations().get(0).key()).isEqualTo("k4");
  }

  @Test
  @DisplayName("A: of a line that the log has twice, both must be there")
  void repeatedLine() {
    drill.log.add(SampleDrill.line(59).getBytes(StandardCharsets.UTF_8));
    assertThat(drill.judge().lost()).isEqualTo(1);

    drill.records(TWO, 1).add(drill.record("k5", drill.log.get(60), 13_000));
    assertThat(drill.judge().lost()).isZero();
    assertThat(drill.judge().failed()).isEmpty();
  }

  @Test
  void blankLinesAndCarriageReturnsAreNoPartOfAChange() {
    drill.log.add(10, new byte[0]);
    drill.log.set(0, (SampleDrill.line(0) + "\r").getBytes(StandardCharsets.UTF_8));

    assertThat(drill.judge().committed()).isEqualTo(60);
    assertThat(drill.judge().of(Letter.A).held()).isTrue();
    assertThat(drill.judge().of(Letter.H).held()).isTrue();
  }

  @Test
  @DisplayName("B: two changes of a key swapped")
  void swapped() {
    swapData(
        drill.records(TWO, 0),
        indexOf(drill.records(TWO, 0), 52),
        indexOf(drill.records(TWO, 0), 58));

    Verdict verdict = drill.judge();

    assertThat(verdict.lost()).isZero();
    assertThat(verdict.orderViolations()).isEqualTo(1);
    assertThat(verdict.failed()).containsExactly(Letter.B);
    assertThat(verdict.of(Letter.B).evidence()).contains("A key skips 1 change", "key k4");
  }

  @Test
  @DisplayName("B: records out of the order of their sequence numbers")
  void swappedRecords() {
    Collections.swap(drill.records(ONE, 0), 3, 4);

    assertThat(drill.judge().failed()).contains(Letter.B);
  }

  @Test
  @DisplayName("B: a skip in the standby's stream")
  void skippedInStandby() {
    drill.records(ONE, 1).remove(indexOf(drill.records(ONE, 1), 31));

    assertThat(drill.judge().orderViolations()).isEqualTo(1);
    assertThat(drill.judge().failed()).contains(Letter.B);
  }

  @Test
  @DisplayName("B: the standby may end early, unless the run waited for it")
  void standbyEndsEarly() {
    assertThat(drill.judge().of(Letter.B).held()).isTrue();

    drill.converged.add(ONE);

    assertThat(drill.judge().of(Letter.B).held()).isFalse();
    assertThat(drill.judge().of(Letter.B).evidence()).contains("ends before its last changes");
  }

  @Test
  @DisplayName("B: a key goes on in a child shard, whatever the order of the dump")
  void split() {
    List<DumpedRecord> parent = drill.records(TWO, 1);
    List<DumpedRecord> tail = parent.subList(indexOf(parent, 51), parent.size());
    String child = shard(0) + "-child";
    drill.streams.get(TWO).put(child, List.copyOf(tail));
    tail.clear();
    assertThat(drill.judge().failed()).contains(Letter.B);

    drill.parents.put(child, List.of(shard(1)));
    assertThat(drill.judge().failed()).isEmpty();
  }

  @Test
  @DisplayName("G: two executions at once that each made an epoch")
  void workDoneTwice() {
    drill.executions.add(
        another(SampleDrill.ARN + "b", "SUCCEEDED", drill.executions.get(0).stopDate()));
    ObjectNode third = drill.epoch(TWO, 2).deepCopy();
    ((ObjectNode) third.path("entry")).put("S", "epoch#0000000003#us-east-2");
    ((ObjectNode) third.path("epoch")).put("N", "3");
    ((ObjectNode) third.path("startedBy")).put("S", SampleDrill.ARN + "b");
    ((ObjectNode) third.path("shards")).putObject("M");
    drill.tables.get(TWO).withArray("kdsActiveRegionConfig").add(third);

    assertThat(drill.judge().failed()).containsExactly(Letter.G);
    assertThat(drill.judge().of(Letter.G).evidence()).contains("Two executions at once");
  }

  @Test
  @DisplayName("C: a heartbeat of an earlier epoch after the marker")
  void lateHeartbeat() {
    drill.records(TWO, 1).add(drill.heartbeat(1, 1, 30, 13_000));

    assertThat(drill.judge().failed()).containsExactly(Letter.C);
    assertThat(drill.judge().of(Letter.C).evidence())
        .contains("A heartbeat of epoch 1 after the marker of epoch 2");
  }

  @Test
  @DisplayName("C: a change from before the resume point after the marker")
  void lateChange() {
    drill.records(TWO, 0).add(drill.record("k4", drill.log.get(28), 13_000));

    assertThat(drill.judge().failed()).containsExactly(Letter.C);
  }

  @Test
  @DisplayName("C: a marker behind the first records of its epoch")
  void lateMarker() {
    List<DumpedRecord> records = drill.records(TWO, 0);
    int marker =
        records.indexOf(
            records.stream()
                .filter(record -> record.partitionKey().startsWith("farshore-epoch"))
                .findFirst()
                .orElseThrow());
    swapData(records, marker, marker + 1);

    assertThat(drill.judge().failed()).contains(Letter.C);
  }

  @Test
  @DisplayName("E: a checkpoint above what was copied")
  void checkpointAhead() {
    ObjectNode item = drill.checkpoint(1);
    String last =
        drill.records(ONE, 1).get(drill.records(ONE, 1).size() - 1).sequenceNumber().toString();
    ((ObjectNode) item.path("sequenceNumber")).put("S", last);
    // Changes 37 and 39 came again after the failover; remove a copied one that did not.
    drill.records(TWO, 1).remove(indexOf(drill.records(TWO, 1), 21));

    assertThat(drill.judge().failed()).contains(Letter.E);
  }

  @Test
  @DisplayName("F: a mandatory state called the lost Region")
  void calledLostRegion() {
    Execution run = drill.executions.remove(0);
    List<com.fasterxml.jackson.databind.JsonNode> history =
        run.history().stream()
            .map(event -> SampleDrill.json(event.toString().replace(TWO, ONE)))
            .toList();
    drill.executions.add(replaced(run, run.status(), history));

    assertThat(drill.judge().failed()).containsExactly(Letter.F);
    assertThat(drill.judge().of(Letter.F).evidence()).contains("State Plan");
  }

  @Test
  @DisplayName("G: an execution left running")
  void leftRunning() {
    drill.executions.add(another(SampleDrill.ARN + "b", "RUNNING", null));

    assertThat(drill.judge().failed()).containsExactly(Letter.G);
  }

  @Test
  @DisplayName("A: what a Region that stays lost has activated alone is not the active epoch")
  void activatedInTheLostRegionAlone() {
    ObjectNode alone = drill.epoch(ONE, 1).deepCopy();
    ((ObjectNode) alone.path("entry")).put("S", "epoch#0000000003#" + ONE);
    ((ObjectNode) alone.path("epoch")).put("N", "3");
    drill.tables.get(ONE).withArray("kdsActiveRegionConfig").add(alone);

    assertThat(drill.judge().finallyActive()).isEqualTo(TWO);
    assertThat(drill.judge().lost()).isZero();
  }

  @Test
  @DisplayName(
      "G: an epoch left DRAINING past its deadline, but by an execution that failed or was refused")
  void leftDraining() {
    for (String region : List.of(ONE, TWO)) {
      ((ObjectNode) drill.epoch(region, 2).path("phase")).put("S", "DRAINING");
      drill
          .epoch(region, 2)
          .putObject("deadline")
          .put("S", SampleDrill.START.plusSeconds(9).toString());
    }
    assertThat(drill.judge().of(Letter.G).evidence()).contains("Epoch 2 is left DRAINING");

    Instant stopped = drill.executions.get(0).stopDate();
    drill.executions.set(0, another(SampleDrill.ARN, "FAILED", stopped));
    assertThat(drill.judge().of(Letter.G).evidence()).doesNotContain("Epoch 2 is left DRAINING");

    drill.executions.set(0, another(SampleDrill.ARN, "SUCCEEDED", stopped));
    assertThat(drill.judge().of(Letter.G).evidence()).contains("Epoch 2 is left DRAINING");
    ((ObjectNode) drill.executions.get(0).output()).put("outcome", "Refused");
    assertThat(drill.judge().of(Letter.G).evidence()).doesNotContain("Epoch 2 is left DRAINING");
  }

  @Test
  @DisplayName("F: an execution that is stopped has a function that may activate after it")
  void stoppedBeforeItsFunctionEnded() {
    Instant activated = Instant.parse(drill.epoch(TWO, 2).at("/activatedAt/S").asText());
    drill.executions.set(0, another(SampleDrill.ARN, "ABORTED", activated.minusSeconds(1)));
    assertThat(drill.judge().of(Letter.F).held()).isTrue();

    drill.executions.set(0, another(SampleDrill.ARN, "SUCCEEDED", activated.minusSeconds(1)));
    assertThat(drill.judge().of(Letter.F).held()).isFalse();
  }

  @Test
  @DisplayName("G: an epoch left FENCING")
  void leftFencing() {
    for (String region : List.of(ONE, TWO)) {
      ((ObjectNode) drill.epoch(region, 2).path("phase")).put("S", "FENCING");
    }

    assertThat(drill.judge().of(Letter.G).held()).isFalse();
  }

  @Test
  @DisplayName("G: of two epochs with one number, the one of the later Region is in force")
  void fencingBelowItsTwin() {
    ObjectNode twin = drill.epoch(TWO, 2).deepCopy();
    ((ObjectNode) twin.path("entry")).put("S", "epoch#0000000002#" + ONE);
    ((ObjectNode) twin.path("activeRegion")).put("S", ONE);
    ((ObjectNode) twin.path("phase")).put("S", "FENCING");
    drill.healed = true;
    drill.tables.values().forEach(table -> table.withArray("kdsActiveRegionConfig").add(twin));

    assertThat(drill.judge().of(Letter.G).evidence()).doesNotContain("left FENCING");
  }

  @Test
  @DisplayName("H: a byte changed")
  void byteChanged() {
    List<DumpedRecord> records = drill.records(TWO, 0);
    int at = indexOf(records, 56);
    byte[] data = records.get(at).data().clone();
    data[data.length - 2] ^= 1;
    records.set(at, with(records.get(at), records.get(at).partitionKey(), data));

    assertThat(drill.judge().failed()).contains(Letter.A, Letter.H);
    assertThat(drill.judge().of(Letter.H).evidence()).contains("no line of the change log");
  }

  @Test
  @DisplayName("H: another partition key")
  void keyChanged() {
    List<DumpedRecord> records = drill.records(TWO, 0);
    int at = indexOf(records, 56);
    records.set(at, with(records.get(at), "k9", records.get(at).data()));

    assertThat(drill.judge().failed()).containsExactly(Letter.H);
  }

  @Test
  @DisplayName("I: what is below the resume point is missing in the Region that was left")
  void notCommonGround() {
    drill.records(ONE, 1).remove(indexOf(drill.records(ONE, 1), 29));

    assertThat(drill.judge().failed()).contains(Letter.I);
  }

  @Test
  void saysWhatItCouldNotJudge() {
    drill.tables.values().forEach(table -> table.withArray("kdsReplicationCheckpoint").removeAll());

    Verdict verdict = drill.judge();

    assertThat(verdict.of(Letter.E).held()).isNull();
    assertThat(verdict.of(Letter.E).status()).isEqualTo(Judgement.Status.NOT_JUDGED);
    assertThat(verdict.of(Letter.E).evidence()).startsWith("not judged: ");
    assertThat(verdict.passed()).isFalse();
  }

  @Test
  void worksOutTheFigures() {
    var figures = DrillReport.of(drill.evidence()).figures();

    assertThat(figures.rtoSeconds()).isEqualTo(6.82);
    assertThat(
            figures.detect()
                + figures.confirm()
                + figures.fence()
                + figures.activate()
                + figures.resume())
        .isCloseTo(6.82, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(figures.epochBefore()).isEqualTo(1);
    assertThat(figures.epochAfter()).isEqualTo(2);
    assertThat(figures.activeRegionAfter()).isEqualTo(TWO);
    assertThat(figures.states()).hasSize(9);
    assertThat(figures.resumeFrom().get("p1").position()).isEqualTo("31");
    assertThat(figures.guarantees()).containsEntry("A", true).hasSize(9);
  }

  private static Execution replaced(
      Execution run, String status, List<com.fasterxml.jackson.databind.JsonNode> history) {
    return new Execution(
        run.name(),
        run.executionArn(),
        status,
        run.startDate(),
        run.stopDate(),
        run.input(),
        run.output(),
        history);
  }
}
