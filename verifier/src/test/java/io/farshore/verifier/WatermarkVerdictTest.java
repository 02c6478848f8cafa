package io.farshore.verifier;

import static io.farshore.verifier.SampleDrill.ONE;
import static io.farshore.verifier.SampleDrill.TWO;
import static io.farshore.verifier.SampleDrill.mark;
import static io.farshore.verifier.SampleDrill.shard;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.verifier.judge.Letter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The verifier, of watermarks")
class WatermarkVerdictTest {
  private final SampleDrill drill = new SampleDrill();

  private void watermark(int s, int low) {
    ObjectNode item = drill.checkpoint(s);
    ((ObjectNode) item.path("watermarks").path("M")).set("p1", SampleDrill.json(mark(low)));
  }

  private void resumesFrom(int low) {
    for (String region : List.of(ONE, TWO)) {
      ((ObjectNode) drill.epoch(region, 2).path("resumeFrom").path("M"))
          .set("p1", SampleDrill.json(mark(low)));
    }
  }

  @Test
  @DisplayName("D: a resume point above what the target held")
  void raisedResumePoint() {
    resumesFrom(38);

    assertThat(drill.judge().failed()).contains(Letter.D, Letter.I);
  }

  @Test
  @DisplayName("D: a resume point above the checkpoints, though by luck all was there")
  void resumePointAboveCheckpoints() {
    resumesFrom(33);

    assertThat(drill.judge().of(Letter.D).held()).isFalse();
    assertThat(drill.judge().of(Letter.D).evidence()).contains("above the low watermark");
  }

  @Test
  @DisplayName("D: a Region that has not heard of the last epoch reads the one before it")
  void resumePointOfAnEarlierEpoch() {
    resumesFrom(33);
    ObjectNode earlier = drill.epoch(TWO, 2).deepCopy();
    ((ObjectNode) earlier.path("entry")).put("S", "epoch#0000000000#" + TWO);
    ((ObjectNode) earlier.path("epoch")).put("N", "0");
    drill.tables.get(TWO).withArray("kdsActiveRegionConfig").add(earlier);

    assertThat(drill.judge().of(Letter.D).evidence()).doesNotContain("above the low watermark");
  }

  /** Of p1, as of shard 1: the checkpoints of the first epoch speak of shard 0 alone. */
  private void closedBeforeItWasEntered(String... listedParents) {
    drill.tables.get(TWO).withArray("kdsReplicationCheckpoint").remove(1);
    for (String region : List.of(ONE, TWO)) {
      ObjectNode shards = (ObjectNode) drill.epoch(region, 1).path("shards").path("M");
      shards.putObject(shard(1)).putObject("M").putObject("state").put("S", "CLOSED");
      ObjectNode parents = ((ObjectNode) shards.path(shard(0)).path("M")).putObject("parents");
      ArrayNode listed = parents.putArray("L");
      List.of(listedParents).forEach(parent -> listed.addObject().put("S", parent));
    }
    resumesFrom(29);
  }

  @Test
  @DisplayName("D: a shard named closed stands for children that were born after the listing")
  void bornAfterTheListing() {
    closedBeforeItWasEntered();

    assertThat(drill.judge().of(Letter.D).evidence()).contains("above the low watermark");
  }

  @Test
  @DisplayName("D: a shard named closed stands for nothing where its children are named")
  void bornBeforeTheListing() {
    closedBeforeItWasEntered(shard(1));

    assertThat(drill.judge().of(Letter.D).evidence()).doesNotContain("above the low watermark");
  }

  @Test
  @DisplayName("D: a checkpoint that rose after it was read may take the position away")
  void roseAfterItWasRead() {
    // The marks at changes 31 and 32 have one timestamp.
    resumesFrom(31);
    watermark(0, 32);
    watermark(1, 31);

    assertThat(drill.judge().of(Letter.D).evidence()).doesNotContain("above the low watermark");
  }

  @Test
  @DisplayName("D: a checkpoint's watermark that no heartbeat gave")
  void raisedWatermark() {
    watermark(0, 34);

    assertThat(drill.judge().failed()).containsExactly(Letter.D);
  }

  @Test
  @DisplayName("D: a heartbeat that claims more than was acknowledged")
  void heartbeatAhead() {
    drill.records(TWO, 1).add(drill.heartbeat(2, 1, 60, 12_000));

    assertThat(drill.judge().failed()).containsExactly(Letter.D);
  }
}
