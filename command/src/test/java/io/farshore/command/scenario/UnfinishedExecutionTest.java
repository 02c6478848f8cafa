package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An execution that dies after the fence leaves an epoch that another one goes on with. */
@Tag("drill")
class UnfinishedExecutionTest {

  @Test
  @DisplayName("execution: killed after the fence and started again, it opens the same epoch")
  void startedAgain() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 500);
      writer.write(200, OHIO);
      world.cut();
      writer.write(100, VIRGINIA);
      world.lose(VIRGINIA);
      world.startByHand(OHIO, "failover").awaitState("WaitOutLeases").stop();
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 FENCING");

      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");

      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ACTIVE");
      writer.awaitIn(OHIO);
      world.judge();
    }
  }

  @Test
  @DisplayName("execution: killed after the fence, its epoch is taken up by the schedule")
  void takenUpByTheSchedule() {
    try (World world = World.start(Map.of("FencingLimitSeconds", "2"))) {
      Writer writer = world.writer("orders-db", 500);
      writer.write(200, OHIO);
      world.cut();
      writer.write(100, VIRGINIA);
      world.lose(VIRGINIA);
      world.startByHand(OHIO, "failover").awaitState("WaitOutLeases").stop();

      world.await(
          "the watch to find it overdue",
          () -> world.invoke(OHIO, "FencingWatch", "{}").path("overdue").asLong() == 2);
      writer.awaitEpoch(2);

      writer.awaitIn(OHIO);
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ACTIVE");
      world.judge();
    }
  }
}
