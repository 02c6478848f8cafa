package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.STREAM;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Typed;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A further stream beside the first one, in the same two Regions and the same tables. */
@Tag("drill")
class FurtherStreamTest {

  private static final String FURTHER = "payments";

  /** The one fails over by its alarms, the other waits for the Region to come back. */
  @Test
  @DisplayName("further streams: one fails over by itself, the other is left as it was")
  void apart() {
    try (World orders = World.start()) {
      World payments = orders.beside(FURTHER, Map.of("AutomaticFailover", "true"));
      Writer ordersWriter = orders.writer("database", 300);
      Writer paymentsWriter = payments.writer("database", 300);
      ordersWriter.commit(100);
      paymentsWriter.write(100, OHIO);
      ordersWriter.awaitIn(OHIO);

      orders.lose(VIRGINIA);
      paymentsWriter.awaitEpoch(2);
      paymentsWriter.write(100, OHIO);
      assertThat(payments.epochs(OHIO)).contains("2 us-east-2 ACTIVE");
      assertThat(orders.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE");
      assertThat(executions(orders)).as("of orders").isEmpty();

      orders.returns(VIRGINIA);
      ordersWriter.write(100, OHIO);
      paymentsWriter.awaitIn(VIRGINIA);
      tellsOf(orders, STREAM, VIRGINIA);
      tellsOf(orders, FURTHER, OHIO);

      payments.judge();
      orders.judge();
      assertThat(orders.roles().denials()).isEmpty();
    }
  }

  private static JsonNode executions(World world) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("stateMachineArn", world.stateMachine(OHIO));
    return world.call(OHIO, "states", "ListExecutions", input).path("executions");
  }

  private static void tellsOf(World world, String stream, String active) {
    Typed status = world.type("status", stream);
    assertThat(status.exitCode()).as(status.all()).isZero();
    assertThat(status.flat()).contains("active " + active + ", epoch ");
  }
}
