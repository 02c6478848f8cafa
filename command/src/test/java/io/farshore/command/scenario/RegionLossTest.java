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

/** The active Region is lost, and the standby takes over. */
@Tag("drill")
class RegionLossTest {

  @Test
  @DisplayName("region-loss: two producers on one stream, each resumes from its own watermark")
  void twoProducersOnOneStream() {
    try (World world = World.start()) {
      Writer orders = world.writer("orders-db", 500);
      Writer stock = world.writer("stock-db", 500);
      orders.write(150, OHIO);
      stock.write(150, OHIO);
      world.cut();
      orders.write(150, VIRGINIA);
      stock.write(50, VIRGINIA);

      world.lose(VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");

      orders.awaitIn(OHIO);
      stock.awaitIn(OHIO);
      world.judge();
    }
  }

  @Test
  @DisplayName("region-loss: two executions started at once do the work once")
  void twoExecutionsAtOnce() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 500);
      writer.write(150, OHIO);
      world.cut();
      writer.write(150, VIRGINIA);

      world.lose(VIRGINIA);
      Started one = world.startByHand(OHIO, "failover");
      Started other = world.startByHand(OHIO, "failover");

      assertThat(one.outcome()).isIn("Activated", "AlreadyActive");
      assertThat(other.outcome()).isIn("Activated", "AlreadyActive");
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ACTIVE");
      world.judge();
    }
  }

  @Test
  @DisplayName("region-loss: a producer that was killed and restarted before follows on")
  void producerRestartedInTheMiddle() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(150, OHIO);
      writer.commit(150);

      writer.kill();
      writer.restart();
      writer.write(50, OHIO);
      world.cut();
      writer.write(100, VIRGINIA);
      world.lose(VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");

      writer.awaitIn(OHIO);
      world.judge();
    }
  }
}
