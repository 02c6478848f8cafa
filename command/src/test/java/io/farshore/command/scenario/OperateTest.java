package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.STREAM;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.Typed;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands that operate, against two Regions, as a person types them. */
@Tag("drill")
class OperateTest {

  @Test
  @DisplayName("operate: a failover by command while a Region is lost, and the switchover back")
  void failoverAndBack() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(200, OHIO);
      world.cut();
      writer.write(100, VIRGINIA);
      world.lose(VIRGINIA);

      Typed failover =
          world.type(
              "failover",
              STREAM,
              "--to",
              OHIO,
              "--yes",
              "--reason",
              "us-east-1 is gone",
              "--state-machine-arn",
              world.stateMachine(OHIO));
      assertThat(failover.exitCode()).as(failover.all()).isZero();

      world.returns(VIRGINIA);
      writer.write(100, VIRGINIA);
      Typed back =
          world.type(
              "switchover", STREAM, "--yes", "--state-machine-arn", world.stateMachine(VIRGINIA));
      world.judge();
    }
  }
}
