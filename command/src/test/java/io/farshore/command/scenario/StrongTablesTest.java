package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Epochs and checkpoints in tables of which every replica is the same at every moment. */
@Tag("drill")
class StrongTablesTest {

  private static final Map<String, String> STRONG =
      Map.of("TableConsistency", "STRONG", "WitnessRegion", "us-west-2");

  @Test
  @DisplayName("strong tables: a cut between the Regions, a failover, and the way back")
  void theLinkIsCut() {
    try (World world = World.onTables(STRONG)) {
      JsonNode table =
          world.call(
              OHIO,
              "dynamodb",
              "DescribeTable",
              JsonNodeFactory.instance.objectNode().put("TableName", "kdsActiveRegionConfig"));
      assertThat(table.at("/Table/MultiRegionConsistency").asText()).isEqualTo("STRONG");
      assertThat(table.at("/Table/GlobalTableWitnesses/0/RegionName").asText())
          .isEqualTo("us-west-2");

      Writer writer = world.writer("orders-db", 500);
      writer.write(100, OHIO);
      world.cut();
      writer.write(100, VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      assertThat(world.epochs(VIRGINIA)).isEqualTo(world.epochs(OHIO));
      writer.write(100, OHIO);
      world.heal();
      writer.awaitIn(VIRGINIA);
      assertThat(world.startByHand(VIRGINIA, "switchover").outcome()).isEqualTo("SwitchedOver");
      writer.write(100, OHIO);

      world.judge();
    }
  }
}
