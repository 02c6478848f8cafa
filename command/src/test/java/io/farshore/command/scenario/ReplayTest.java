package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.Typed;
import io.farshore.command.drill.ReplicatorMapping;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.lab.faults.CallScope;
import io.farshore.lab.faults.Fault;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mapping whose retries end gives batches up. */
@Tag("drill")
class ReplayTest {

  @Test
  @DisplayName("given up: the shard stands, and replay puts the batches back in order by key")
  void replayPutsBack() {
    try (World world = World.start(Map.of("MaximumRetryAttempts", "1"))) {
      ReplicatorMapping mapping = new ReplicatorMapping(world, VIRGINIA);
      Writer writer = world.writer("orders-db", 600);
      writer.write(100, OHIO);
      world.disable(VIRGINIA, "KinesisReplicator");
      writer.write(100, VIRGINIA);
      world.await("a batch to be given up", () -> mapping.givenUp() > 0);
      world.heal();
      writer.write(100, VIRGINIA);
      long before = mapping.givenUp();
      world.await("later batches to be given up, too", () -> mapping.givenUp() > before);
      assertThat(writer.missingIn(OHIO)).as("nothing later was copied").hasSizeGreaterThan(150);

      Typed looked = world.type("replay", World.STREAM, "--dry-run");
      assertThat(looked.exitCode()).as(looked.all()).isZero();
      assertThat(looked.out()).contains("given up at");

      Fault tables = new Fault.ServiceFails(CallScope.of(OHIO, "dynamodb"));
      world.inject(tables, 12);
      Typed replayed = world.type("replay", World.STREAM);
      assertThat(replayed.exitCode()).as(replayed.all()).isZero();
      assertThat(replayed.out()).contains("put back; ").contains(OHIO + ": nothing was given up");
      writer.awaitIn(OHIO);
      writer.write(100, OHIO);
      world.judge();
    }
  }
}
