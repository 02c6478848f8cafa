package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.STREAM;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.command.Typed;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.lab.faults.Fault;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands that operate, against two Regions, as a person types them. */
@Tag("drill")
class OperateTest {

  private static final Fault HEARTBEATS_REFUSED =
      new Fault.RecordsRefused(
          VIRGINIA,
          STREAM,
          Set.of(
              "farshore-heartbeat-orders-db-shardId-000000000000",
              "farshore-heartbeat-orders-db-shardId-000000000001"),
          1,
          "InternalFailure");

  @Test
  @DisplayName("operate: a failover by command while a Region is lost, and the switchover back")
  void failoverAndBack() throws InterruptedException {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(200, OHIO);
      Typed before = world.type("status", STREAM);
      assertThat(before.flat())
          .containsPattern("active +us-east-1, epoch 1, ACTIVE since")
          .containsPattern("watermark +us-east-2 has all that was written until")
          .containsPattern("exposure +if us-east-1 were lost now: ")
          .containsPattern("lag +shardId-00000000000\\d [\\d.]+ s, shardId-00000000000\\d")
          .containsPattern("producer +orders-db: WRITING in epoch 1, reported .* ago, reaches both")
          .containsPattern("last +nothing has happened")
          .containsPattern("next +nothing to do");
      assertThat(before.out().lines()).allMatch(line -> line.length() <= 80);

      world.cut();
      writer.write(100, VIRGINIA);
      world.await(
          "the producer to tell of them",
          () -> world.type("status", STREAM).flat().contains("s of changes"));
      world.lose(VIRGINIA);
      assertThat(world.type("status", STREAM).flat())
          .containsPattern("NO ANSWER +us-east-1 does not answer")
          .containsPattern("active +us-east-1, epoch 1")
          .containsPattern("exposure +if us-east-1 were lost now: [\\d.]+ s of changes")
          .contains("./farshore failover orders --to us-east-2");

      Typed failover =
          world.type("failover", STREAM, "--yes", "--reason", "us-east-1 is gone", "--by", "Ada");
      assertThat(failover.exitCode()).as(failover.all()).isZero();
      assertThat(failover.flat())
          .contains("Started execution failover-us-east-2-after-1 in us-east-2")
          .containsSubsequence("Plan", "Fence", "WaitOutLeases", "OpenEpoch", "Verify", "Report")
          .containsPattern("outcome +Activated after .*: us-east-2 is active, in epoch 2")
          .containsPattern("RTO +[\\d.]+ s: .*until active [\\d.]+ s")
          .containsPattern("RPO +[\\d.]+ s of changes")
          .containsPattern("resume +orders-db from 2026-")
          .containsPattern("next +see that consumers read us-east-2");
      assertThat(failover.out().lines()).allMatch(line -> line.length() <= 80);
      writer.awaitIn(OHIO);
      assertThat(world.type("status", STREAM).flat())
          .containsPattern("active +us-east-2, epoch 2, ACTIVE")
          .containsPattern("last .*failover us-east-1 -> us-east-2: Activated");

      world.returns(VIRGINIA);
      AtomicReference<Typed> watched = new AtomicReference<>();
      Thread watching = new Thread(() -> watched.set(world.type("watch", STREAM)));
      watching.start();
      writer.write(100, VIRGINIA);
      Typed back = world.type("switchover", STREAM, "--yes");
      assertThat(back.exitCode()).as(back.all()).isZero();
      assertThat(back.flat())
          .containsSubsequence("PrepareSwitchover", "CheckDrain", "FenceDrained", "OpenEpoch")
          .containsPattern("outcome +SwitchedOver .*: us-east-1 is active, in epoch 3")
          .containsPattern("RPO +0 s: everything was copied");
      watching.interrupt();
      watching.join();
      assertThat(watched.get().out())
          .containsPattern("active +us-east-2, epoch 2, ACTIVE")
          .containsSubsequence(
              "started: switchover to us-east-1",
              "*** EPOCH 3, us-east-1, FENCING (was epoch 2 (us-east-2))");

      bothMovesAreTold(world);
      world.judge();
    }
  }

  private static void bothMovesAreTold(World world) {
    JsonNode status = world.type("status", STREAM, "--json").json();
    assertThat(status.path("activeRegion").asText()).isEqualTo(VIRGINIA);
    assertThat(status.at("/epoch/number").asInt()).isEqualTo(3);
    assertThat(status.at("/history/0/outcome").asText()).isEqualTo("SwitchedOver");
    assertThat(world.type("history", STREAM).flat())
        .containsSubsequence(
            "switchover us-east-2 -> us-east-1: SwitchedOver, RTO ",
            "failover us-east-1 -> us-east-2: Activated, RTO ",
            "by Ada, \"us-east-1 is gone\"; failover-us-east-2-after-1");
    Typed detail = world.type("history", STREAM, "--execution", "failover-us-east-2-after-1");
    assertThat(detail.flat())
        .containsPattern("epoch +2 \\(us-east-2\\), before it 1 \\(us-east-1\\)")
        .containsSubsequence("RTO", "Plan", "WaitOutLeases", "Report");
  }

  @Test
  @DisplayName("operate: a switchover that hangs in its drain is aborted, and tried once more")
  void abortWhileDraining() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(200, OHIO);
      assertThat(world.type("abort", STREAM).all()).contains("Nothing to abort");

      world.inject(HEARTBEATS_REFUSED);
      Typed started = world.type("switchover", STREAM, "--yes", "--no-wait");
      assertThat(started.exitCode()).as(started.all()).isZero();
      assertThat(started.flat())
          .contains("./farshore watch orders", "--execution switchover-us-east-2-after-1");
      world.await("the drain", () -> writer.status().phase() == ProducerPhase.FLUSHING);
      assertThat(world.type("status", STREAM).flat())
          .containsPattern("running +switchover to us-east-2 for .*CheckDrain")
          .containsPattern("draining +epoch 2 to us-east-2 is being prepared")
          .contains("./farshore watch orders");
      assertThat(world.type("switchover", STREAM, "--yes", "--no-wait", "--reason", "too").flat())
          .contains("It runs already, started by somebody else");

      Typed abort = world.type("abort", STREAM, "--by", "Ada");
      assertThat(abort.exitCode()).as(abort.all()).isZero();
      assertThat(abort.flat())
          .containsPattern(
              "outcome +Abandoned .*: taken back, as asked; producers go on in us-east-1")
          .containsPattern("next +nothing to do");
      world.heal(HEARTBEATS_REFUSED);
      writer.write(100, OHIO);
      world.await(
          "the switchover to see it",
          () -> world.type("history", STREAM).out().contains("-> us-east-2: Abandoned (Asked)"));
      assertThat(world.type("history", STREAM).flat())
          .contains("abort of the switchover to us-east-2: Abandoned (Asked)")
          .contains("by Ada; abort-us-east-2-epoch-2");
      assertThat(world.type("status", STREAM).flat())
          .containsPattern("active +us-east-1, epoch 1")
          .contains("abort of the switchover to us-east-2: Abandoned");

      Fault cut = new Fault.Partition(VIRGINIA, OHIO);
      world.inject(cut);
      Typed refused = world.type("dry-run", STREAM, "--mode", "switchover");
      assertThat(refused.exitCode()).as(refused.all()).isEqualTo(1);
      assertThat(refused.flat()).contains("would do refuse (RegionUnavailable): ");
      world.heal(cut);
      Typed dry = world.type("dry-run", STREAM, "--mode", "switchover");
      assertThat(dry.exitCode()).as(dry.all()).isZero();
      assertThat(dry.flat())
          .containsPattern("would do +prepare epoch 3 in us-east-2 and let the producers drain")
          .containsPattern("seen by +standby: healthy");
      Typed again = world.type("switchover", STREAM, "--yes", "--json");
      assertThat(again.json().path("outcome").asText()).isEqualTo("SwitchedOver");
      assertThat(again.json().path("execution").asText())
          .startsWith("switchover-us-east-2-after-1-");

      Typed resync = world.type("resync", STREAM, "--yes", "--reason", "a gap");
      assertThat(resync.exitCode()).as(resync.all()).isZero();
      assertThat(resync.flat())
          .containsPattern("outcome +Resynced .*: us-east-2 is active still, now in epoch 4");
      world.judge();
    }
  }

  @Test
  @DisplayName("operate: an alarm while automatic failover is paused moves nothing, and is told of")
  void pauseDuringAnAlarm() {
    try (World world =
        World.start(Map.of("AutomaticFailover", "true", "ApprovalRequired", "true"))) {
      Writer writer = world.writer("orders-db", 400);
      writer.write(200, OHIO);

      Typed pause =
          world.type("pause", STREAM, "--reason", "a load test", "--until", "2h", "--by", "Ada");
      assertThat(pause.exitCode()).as(pause.all()).isZero();
      assertThat(pause.flat())
          .containsPattern("paused +automatic failover of orders to us-east-1 and to us-east-2")
          .contains("./farshore resume orders");
      assertThat(world.alarm(OHIO).outcome()).isEqualTo("Refused");

      assertThat(world.type("status", STREAM).flat())
          .containsPattern(
              "PAUSED +automatic failover to both Regions, by Ada: a load test; until ")
          .contains("failover us-east-1 -> us-east-2: Refused (Paused), ")
          .containsPattern("next +automatic failover is paused");
      assertThat(world.type("history", STREAM).flat())
          .containsSubsequence(
              "failover us-east-1 -> us-east-2: Refused (Paused)",
              "alarm ",
              "pause of automatic failover to both Regions: Paused (a load test)");

      assertThat(world.type("switchover", STREAM, "--yes", "--no-wait").exitCode()).isZero();
      world.await(
          "the approval to be asked for",
          () -> world.type("status", STREAM).flat().contains(", Approve for "));
      Typed stopped = world.type("abort", STREAM, "--by", "Ada");
      assertThat(stopped.exitCode()).as(stopped.all()).isZero();
      assertThat(stopped.flat()).contains("is stopped before it drained: nothing was changed");
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE");
      assertThat(world.type("history", STREAM).flat()).contains("switchover to us-east-2: ABORTED");

      world.lose(VIRGINIA);
      Typed half = world.type("resume", STREAM);
      assertThat(half.exitCode()).as(half.all()).isEqualTo(1);
      assertThat(half.flat())
          .containsPattern("resumed +automatic failover of orders to us-east-2 may start again")
          .containsPattern("NOT DONE +to us-east-1: ");
      world.returns(VIRGINIA);
      assertThat(world.type("resume", STREAM).exitCode()).isZero();
      assertThat(world.type("status", STREAM).flat()).doesNotContain("PAUSED");
      world.judge();
    }
  }
}
