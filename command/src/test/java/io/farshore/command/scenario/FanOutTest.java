package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The streams are pushed to the replicators, by consumers with enhanced fan-out. */
@Tag("drill")
class FanOutTest {

  @Test
  @DisplayName("enhanced fan-out: a Region is lost, moved away from, and brought up to date")
  void aRegionIsLost() {
    try (World world = World.start(Map.of("Delivery", "enhanced-fan-out"))) {
      assertThat(source(world, VIRGINIA)).contains(":stream/" + World.STREAM + "/consumer/");
      Writer writer = world.writer("orders-db", 400);
      writer.write(100, OHIO);
      world.split(VIRGINIA);
      writer.write(100, OHIO);
      world.lose(VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      writer.write(100, OHIO);
      world.returns(VIRGINIA);
      writer.awaitIn(VIRGINIA);

      world.judge();
      assertThat(world.roles().denials()).isEmpty();
    }
  }

  private static String source(World world, String region) {
    return world
        .call(region, "lambda", "ListEventSourceMappings", JsonNodeFactory.instance.objectNode())
        .at("/EventSourceMappings/0/EventSourceArn")
        .asText();
  }
}
