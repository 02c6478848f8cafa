package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may start a failover, and when nothing comes of it. */
@Tag("drill")
class StartTest {

  private static final Map<String, String> AUTOMATIC = Map.of("AutomaticFailover", "true");

  @Test
  @DisplayName("start: a dry run says what it would do, and changes no item of any table")
  void dryRun() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 200);
      writer.write(200, OHIO);
      writer.stop();
      world.awaitStillTables();
      List<JsonNode> before = world.allItems();

      JsonNode report = world.startWith(OHIO, "start-dry-run.json").output();

      assertThat(report.path("outcome").asText()).isEqualTo("DryRun");
      assertThat(report.at("/resumeFrom/orders-db").isObject()).as(report.toString()).isTrue();
      assertThat(world.allItems()).isEqualTo(before);
      world.judge();
    }
  }

  @Test
  @DisplayName("start: while paused an alarm starts nothing, and a person still can")
  void paused() {
    try (World world = World.start(AUTOMATIC)) {
      Writer writer = world.writer("orders-db", 400);
      writer.write(200, OHIO);
      world.pause(OHIO);

      JsonNode refused = world.alarm(OHIO).output();
      assertThat(refused.path("outcome").asText()).isEqualTo("Refused");
      assertThat(refused.path("reason").asText()).isEqualTo("Paused");
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE");

      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      world.judge();
    }
  }

  @Test
  @DisplayName("start: shortly after a failover an alarm in the other Region starts nothing")
  void cooldown() {
    try (World world = World.start(AUTOMATIC)) {
      Writer writer = world.writer("orders-db", 400);
      writer.write(200, OHIO);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      world.await(
          "the new epoch in the old Region",
          () -> world.epochs(VIRGINIA).contains("2 us-east-2 ACTIVE"));

      JsonNode refused = world.alarm(VIRGINIA).output();

      assertThat(refused.path("outcome").asText()).isEqualTo("Refused");
      assertThat(refused.path("reason").asText()).isEqualTo("Cooldown");
      assertThat(world.epochs(VIRGINIA))
          .containsExactly("1 us-east-1 ACTIVE", "2 us-east-2 ACTIVE");
      world.judge();
    }
  }

  @Test
  @DisplayName("start: a false alarm about a healthy Region moves nothing")
  void falseAlarm() {
    try (World world = World.start(AUTOMATIC)) {
      Writer writer = world.writer("orders-db", 400);
      writer.write(200, OHIO);

      assertThat(world.alarm(OHIO).outcome()).isEqualTo("NotImpaired");

      writer.write(100, VIRGINIA);
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE");
      world.judge();
      assertThat(writer.status().read()).as("changes read, repeats included").isEqualTo(400);
    }
  }
}
