package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.lab.Lab;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A failover pair whose health checks follow the active Region. */
@Tag("drill")
class TrafficPairTest {

  private static final String NAME = "orders.example.com";

  /**
   * Alarms of a minute's period take a minute or two; they are set here as they would come to be.
   */
  @Test
  @DisplayName("DNS: the pair follows a failover although Route 53's API is lost, and goes back")
  void thePairFollows() {
    try (World world = World.start(TrafficPairTest::pair)) {
      Writer writer = world.writer("orders-db", 300);
      writer.write(100, OHIO);
      said(world, VIRGINIA, true);
      said(world, OHIO, false);
      world.await("the primary to be answered", () -> world.answers(NAME, "not-" + OHIO));

      world.lose(VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      said(world, OHIO, true);
      world.await("the secondary to be answered", () -> world.answers(NAME, "not-" + VIRGINIA));
      assertThatThrownBy(() -> api(world)).as("Route 53's API").isNotNull();

      writer.write(100, OHIO);
      world.returns(VIRGINIA);
      said(world, VIRGINIA, false);
      writer.awaitIn(VIRGINIA);
      assertThat(world.startByHand(VIRGINIA, "switchover").outcome()).isEqualTo("SwitchedOver");
      said(world, VIRGINIA, true);
      said(world, OHIO, false);
      world.await("the primary again", () -> world.answers(NAME, "not-" + OHIO));
      world.judge();
    }
  }

  private static void said(World world, String region, boolean active) {
    state(world, region, "active", active);
    state(world, region, "inactive", !active);
  }

  private static void state(World world, String region, String alarm, boolean fires) {
    world.call(
        region,
        "monitoring",
        "SetAlarmState",
        JsonNodeFactory.instance
            .objectNode()
            .put("AlarmName", "farshore-" + World.STREAM + "-" + alarm)
            .put("StateValue", fires ? "ALARM" : "OK")
            .put("StateReason", "scenario"));
  }

  private static void api(World world) {
    world.call(OHIO, "route53", "ListHostedZones", JsonNodeFactory.instance.objectNode());
    world.call(VIRGINIA, "route53", "ListHostedZones", JsonNodeFactory.instance.objectNode());
  }

  /** Each record says where it does not point to, as the stacks share their parameters. */
  private static Map<String, String> pair(Lab lab) {
    String zone =
        lab.call(
                "scenario",
                VIRGINIA,
                "route53",
                "CreateHostedZone",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", "example.com")
                    .put("CallerReference", "pair"))
            .join()
            .at("/HostedZone/Id")
            .asText()
            .replace("/hostedzone/", "");
    return Map.of(
        "TrafficHostedZoneId", zone,
        "TrafficRecordName", NAME,
        "TrafficRecordTarget", "not-{peer}",
        "TrafficPrimaryRegion", VIRGINIA);
  }
}
