package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.STREAM;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.Bus;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.verifier.evidence.Execution;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What AWS, and programs, tell on the event buses of the Regions, and what it starts. */
@Tag("drill")
class TriggersTest {

  private static final String OREGON = "us-west-2";

  private static final String NOTHING = "";
  private static final String BLOCK = "RegionSwitchAction";

  /** Each sample, and the kind of trigger that its one execution tells; or nothing is started. */
  private static final Map<String, String> STARTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("alarm-state-change.json", "alarm"),
              Map.entry("alarm-back-to-ok.json", NOTHING),
              Map.entry("composite-alarm-state-change.json", "alarm"),
              Map.entry("composite-alarm-suppressed.json", NOTHING),
              Map.entry("composite-alarm-muted.json", NOTHING),
              // Delivered in Oregon: forwarding.yaml brings it. The one delivered in Virginia is
              // the same event.
              Map.entry("health-event-backup-region.json", "health-event"),
              Map.entry("health-event.json", NOTHING),
              Map.entry("health-event-closed.json", NOTHING),
              Map.entry("region-switch-execution.json", "region-switch"),
              Map.entry("region-switch-step.json", NOTHING),
              Map.entry("failover-requested.json", "request"),
              Map.entry("failover-report.json", NOTHING)));

  private static final Map<String, String> AUTOMATIC =
      Map.of(
          "AutomaticFailover",
          "true",
          "TriggerAlarmName",
          "farshore-impaired",
          "RegionSwitchPlanArn",
          "arn:aws:arc-region-switch::111122223333:plan/orders:a1b2c3");

  @Test
  @DisplayName("triggers: each sample starts one execution, in the right Region, or none")
  void eachSample() {
    assertThat(Bus.samples()).as("samples, and what they start").isEqualTo(STARTS.keySet());
    try (World world = World.start(AUTOMATIC, OREGON)) {
      Writer writer = world.writer("orders-db", 300);
      writer.write(100, OHIO);
      Bus bus = new Bus(world);
      bus.deployForwarding(OREGON);

      List<String> kinds =
          STARTS.entrySet().stream()
              .peek(sample -> sendAndAwait(world, bus, sample.getKey(), sample.getValue()))
              .map(Map.Entry::getValue)
              .filter(kind -> !kind.equals(NOTHING))
              .toList();
      // AWS may deliver again, and the same thing in another Region: nothing more comes of it.
      bus.send("health-event-backup-region.json");
      bus.send("health-event.json");
      bus.send("region-switch-execution.json");
      bus.send("failover-requested.json");
      // Of the standby, to the Region that is active anyway.
      bus.sendTurned("health-event.json");
      Execution elsewhere = bus.ended(VIRGINIA, 1).get(0);
      assertThat(elsewhere.output().path("outcome").asText()).isEqualTo("AlreadyActive");

      List<Execution> started = bus.ended(OHIO, kinds.size());
      assertThat(started)
          .extracting(execution -> execution.output().at("/trigger/kind").asText())
          .containsExactlyElementsOf(kinds);
      assertThat(started)
          .extracting(
              execution -> execution.output().path("stream").asText(),
              execution -> execution.output().path("targetRegion").asText(),
              execution -> execution.output().path("outcome").asText())
          .containsOnly(org.assertj.core.groups.Tuple.tuple(STREAM, OHIO, "NotImpaired"));
      assertThat(bus.executions(VIRGINIA)).hasSize(1);
      assertThat(world.roles().denials()).isEmpty();
      assertThat(world.type("history", STREAM).flat())
          .contains("alarm farshore-impaired")
          .contains("AWS Health AWS_KINESIS_OPERATIONAL_ISSUE")
          .contains("ARC Region switch plan orders:a1b2c3")
          .contains("an event of orders-canary");
      world.judge();
    }
  }

  private static void sendAndAwait(World world, Bus bus, String sample, String kind) {
    int before = bus.executions(OHIO).size();
    bus.send(sample);
    if (!kind.equals(NOTHING)) {
      world.await(sample + " to start one", () -> bus.executions(OHIO).size() == before + 1);
    }
  }

  @Test
  @DisplayName("triggers: none starts anything until failover is automatic; a block of a plan does")
  void offUntilAutomatic() {
    try (World world =
        World.start(
            Map.of(
                "TriggerAlarmName",
                "farshore-impaired",
                "RegionSwitchPlanArn",
                AUTOMATIC.get("RegionSwitchPlanArn")),
            OREGON)) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(100, OHIO);
      Bus bus = new Bus(world);
      bus.deployForwarding(OREGON);
      Bus.samples().forEach(bus::send);

      var graceful = bus.invoke(OHIO, BLOCK, "region-switch-action-graceful.json");
      assertThat(graceful.path("outcome").asText()).isEqualTo("SwitchedOver");
      assertThat(graceful.path("region").asText()).isEqualTo(OHIO);
      assertThat(world.epochs(OHIO)).contains("2 us-east-2 ACTIVE");
      writer.write(100, VIRGINIA);
      assertThat(bus.invoke(OHIO, BLOCK, "region-switch-action-graceful.json")).isEqualTo(graceful);

      world.lose(OHIO);
      var ungraceful = bus.invokeTurned(VIRGINIA, BLOCK, "region-switch-action-ungraceful.json");
      assertThat(ungraceful.path("outcome").asText()).isEqualTo("Activated");
      assertThat(world.epochs(VIRGINIA)).contains("3 us-east-1 ACTIVE");
      world.returns(OHIO);
      assertThat(world.roles().denials()).isEmpty();
      assertThat(world.type("history", STREAM).flat())
          .containsPattern(
              "failover us-east-2 -> us-east-1: Activated.* by ARC Region switch, plan orders:a1b2c3")
          .containsPattern("switchover us-east-1 -> us-east-2: SwitchedOver");
      world.judge();
      assertThat(bus.executions(OHIO)).hasSize(1);
      assertThat(bus.executions(VIRGINIA)).hasSize(1);
    }
  }
}
