package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.Started;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.lab.faults.Fault;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A planned move that does not come to its end, and what follows it. */
@Tag("drill")
class SwitchoverTest {

  private static final Fault HEARTBEATS_REFUSED =
      new Fault.RecordsRefused(
          VIRGINIA,
          World.STREAM,
          Set.of(
              "farshore-heartbeat-orders-db-shardId-000000000000",
              "farshore-heartbeat-orders-db-shardId-000000000001"),
          1,
          "InternalFailure");

  @Test
  @DisplayName("switchover: past its deadline (a producer that can't flush) it is abandoned")
  void pastItsDeadline() {
    try (World world = World.start(Map.of("DrainSeconds", "5"))) {
      Writer writer = world.writer("orders-db", 500);
      writer.write(200, OHIO);

      world.inject(HEARTBEATS_REFUSED);
      Started switchover = world.startByHand(OHIO, "switchover");
      assertThat(switchover.outcome()).isEqualTo("Abandoned");

      writer.write(100, VIRGINIA);
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ABANDONED");
      world.judge();
    }
  }

  @Test
  @DisplayName("switchover: after an abandoned one it loses nothing and repeats nothing")
  void afterAnAbandonedOne() {
    try (World world = World.start(Map.of("DrainSeconds", "8"))) {
      Writer writer = world.writer("orders-db", 500);
      writer.write(200, OHIO);
      world.inject(HEARTBEATS_REFUSED);
      assertThat(world.startByHand(OHIO, "switchover").outcome()).isEqualTo("Abandoned");

      world.heal(HEARTBEATS_REFUSED);
      writer.write(100, OHIO);
      assertThat(world.startByHand(OHIO, "switchover").outcome()).isEqualTo("SwitchedOver");

      assertThat(world.epochs(OHIO))
          .containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ABANDONED", "3 us-east-2 ACTIVE");
      world.judge();
      assertThat(writer.status().read()).as("changes read, repeats included").isEqualTo(500);
    }
  }

  @Test
  @DisplayName(
      "switchover: the standby is lost while the producer drains, who goes on by its clock")
  void standbyLostWhileDraining() {
    try (World world = World.start(Map.of("DrainSeconds", "8"))) {
      Writer writer = world.writer("orders-db", 500);
      writer.write(200, OHIO);
      world.inject(HEARTBEATS_REFUSED);
      Started switchover = world.startByHand(OHIO, "switchover");
      world.await("the drain", () -> writer.status().phase() == ProducerPhase.FLUSHING);

      world.lose(OHIO);
      world.heal(HEARTBEATS_REFUSED);
      writer.write(200, VIRGINIA);

      world.returns(OHIO);
      assertThat(switchover.outcome()).isEqualTo("Abandoned");
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ABANDONED");
      world.judge();
    }
  }
}
