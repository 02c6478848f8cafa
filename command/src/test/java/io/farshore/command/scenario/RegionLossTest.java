package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.drill.Started;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.lab.Lab;
import java.util.Map;
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

  @Test
  @DisplayName(
      "region-loss: Route 53's API is gone with it and its producers are silent; DNS still says so")
  void healthByDns() {
    try (World world = World.start(RegionLossTest::healthZone)) {
      Writer writer = world.writer("orders-db", 300);
      writer.write(150, OHIO);
      world.cut();
      writer.write(50, VIRGINIA);
      writer.kill();

      world.lose(VIRGINIA);
      world.await("two points that see it", () -> look(world).path("impaired").asBoolean());
      JsonNode points = look(world).path("points");
      assertThat(points.findValuesAsText("finding"))
          .as(points.toString())
          .startsWith("impaired", "impaired")
          .hasSize(3)
          .doesNotContainSequence("impaired", "impaired", "impaired");
      world.await(
          "the failover that the alarm starts",
          () -> world.epochs(OHIO).contains("2 us-east-2 ACTIVE"));

      writer.restart();
      writer.awaitIn(OHIO);
      world.judge();
    }
  }

  private static JsonNode look(World world) {
    return world.invoke(OHIO, "HealthProbe", "{\"mode\": \"confirm\"}");
  }

  private static Map<String, String> healthZone(Lab lab) {
    ObjectNode zone =
        JsonNodeFactory.instance
            .objectNode()
            .put("Name", "health.example.com")
            .put("CallerReference", "scenario");
    String id =
        lab.call("scenario", VIRGINIA, "route53", "CreateHostedZone", zone)
            .join()
            .at("/HostedZone/Id")
            .asText();
    return Map.of(
        "AutomaticFailover",
        "true",
        "VerifySeconds",
        "5",
        "HealthHostedZoneId",
        id.substring(id.lastIndexOf('/') + 1),
        "HealthDomain",
        "health.example.com");
  }
}
