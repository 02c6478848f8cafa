package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.drill.Dns;
import io.farshore.command.drill.Signals;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.command.up.Deployment;
import io.farshore.lab.Lab;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The failover pair, whose health checks follow what the probes of both Regions say. */
@Tag("drill")
class TrafficPairTest {

  private static final String NAME = "orders.example.com";
  private static final String IN_VIRGINIA = "virginia.example.com";
  private static final String IN_OHIO = "ohio.example.com";

  @Test
  @DisplayName("DNS: the pair follows a failover with Route 53's control plane lost, and back")
  void thePairFollows() {
    try (World world = World.deploying(TrafficPairTest::paired)) {
      Signals signals = new Signals(world);
      Dns dns = new Dns(world);
      Writer writer = world.writer("orders-db", 300);
      writer.write(100, OHIO);
      signals.fires(VIRGINIA, "RegionActiveAlarm");
      signals.fires(OHIO, "RegionInactiveAlarm");
      signals.clears(OHIO, "RegionActiveAlarm");
      world.await("the primary to be answered", () -> dns.cname(NAME).equals(IN_VIRGINIA));

      world.lose(VIRGINIA);
      assertThatThrownBy(() -> zones(world)).as("Route 53's API").isNotNull();
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      world.await("the secondary to be answered", () -> dns.cname(NAME).equals(IN_OHIO));
      assertThatThrownBy(() -> zones(world)).as("Route 53's API").isNotNull();

      writer.write(100, OHIO);
      world.returns(VIRGINIA);
      writer.awaitIn(VIRGINIA);
      signals.fires(VIRGINIA, "RegionInactiveAlarm");
      assertThat(dns.cname(NAME)).as("after the return").isEqualTo(IN_OHIO);
      assertThat(world.startByHand(VIRGINIA, "switchover").outcome()).isEqualTo("SwitchedOver");
      world.await("the primary again", () -> dns.cname(NAME).equals(IN_VIRGINIA));
      world.judge();
    }
  }

  /** Answers only while us-east-1 does. */
  private static void zones(World world) {
    world.call(VIRGINIA, "route53", "ListHostedZones", JsonNodeFactory.instance.objectNode());
  }

  private static Deployment paired(Lab lab) {
    return World.usual(
            Map.of(
                "TrafficHostedZoneId", Dns.zone(lab, "example.com"),
                "TrafficRecordName", NAME,
                "TrafficPrimaryRegion", VIRGINIA))
        .in(VIRGINIA, Map.of("TrafficRecordTarget", IN_VIRGINIA))
        .in(OHIO, Map.of("TrafficRecordTarget", IN_OHIO));
  }
}
