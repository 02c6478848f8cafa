package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stream moves away from a Region and comes back to it. */
@Tag("drill")
class TwoFlipsTest {

  @Test
  @DisplayName("two flips: a producer that slept through both rewinds before it writes")
  void aProducerSleepsThroughBoth() {
    try (World world = World.start()) {
      Writer awake = world.writer("orders-db", 500);
      Writer sleeper = world.writer("stock-db", 500);
      awake.write(100, OHIO);
      sleeper.write(100, OHIO);
      world.cut();
      sleeper.write(100, VIRGINIA);
      sleeper.freeze();
      sleeper.commit(150);

      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      world.heal();
      awake.write(100, VIRGINIA);
      assertThat(world.startByHand(VIRGINIA, "failover").outcome()).isEqualTo("Activated");
      awake.write(100, OHIO);

      sleeper.thaw();
      sleeper.awaitEpoch(3);
      sleeper.awaitIn(OHIO);
      world.judge();
    }
  }

  @Test
  @DisplayName("two flips: what the lost Region had not copied is acknowledged when it is back")
  void theOldRegionReturnsWithUncopiedRecords() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      List<byte[]> uncopied = loseWithUncopied(world, writer);
      world.returns(VIRGINIA);
      moveBack(world, writer);

      writer.write(100, OHIO);
      world.judge();
      assertThat(uncopied).allSatisfy(line -> assertThat(world.copies(OHIO, line)).isEqualTo(1));
    }
  }

  @Test
  @DisplayName("two flips: old records that are read only in the third epoch are skipped")
  void theOldRecordsAreReadInTheThirdEpoch() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      List<byte[]> uncopied = loseWithUncopied(world, writer);
      world.disable(VIRGINIA, "KinesisReplicator");
      world.returns(VIRGINIA);
      moveBack(world, writer);
      world.heal();

      writer.write(100, OHIO);
      world.judge();
      assertThat(uncopied).allSatisfy(line -> assertThat(world.copies(OHIO, line)).isEqualTo(1));
    }
  }

  private static List<byte[]> loseWithUncopied(World world, Writer writer) {
    writer.write(150, OHIO);
    world.cut();
    writer.write(150, VIRGINIA);
    List<byte[]> uncopied = writer.missingIn(OHIO);
    assertThat(uncopied).isNotEmpty();
    world.lose(VIRGINIA);
    assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
    writer.write(100, OHIO);
    return uncopied;
  }

  private static void moveBack(World world, Writer writer) {
    writer.awaitIn(VIRGINIA);
    assertThat(world.startByHand(VIRGINIA, "switchover").outcome()).isEqualTo("SwitchedOver");
  }
}
