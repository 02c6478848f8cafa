package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.Started;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shards are split while records are copied, and while a Region is activated. */
@Tag("drill")
class ReshardingTest {

  @Test
  @DisplayName("split: of a shard while it is copied; then the Region is lost")
  void whileItIsCopied() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 700);
      writer.write(150, OHIO);
      writer.commit(150);
      world.split(VIRGINIA);
      writer.write(150, OHIO);
      world.cut();
      writer.write(100, VIRGINIA);

      world.lose(VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");

      writer.awaitIn(OHIO);
      world.judge();
    }
  }

  @Test
  @DisplayName("split: in the lost Region just before, in the new one between fence and opening")
  void justBeforeTheActivation() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 700);
      writer.write(150, OHIO);
      world.cut();
      writer.write(150, VIRGINIA);
      world.split(VIRGINIA);
      world.lose(VIRGINIA);
      Started failover = world.startByHand(OHIO, "failover").awaitState("WaitOutLeases");

      world.split(OHIO);

      assertThat(failover.outcome()).isEqualTo("Activated");
      writer.write(100, OHIO);
      world.heal();
      writer.awaitIn(VIRGINIA);
      assertThat(world.startByHand(VIRGINIA, "switchover").outcome()).isEqualTo("SwitchedOver");
      writer.write(100, OHIO);
      world.judge();
    }
  }
}
