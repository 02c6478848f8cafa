package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.lab.faults.CallScope;
import io.farshore.lab.faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single calls and functions fail while records are copied; nothing moves. */
@Tag("drill")
class StrayFaultsTest {

  private static final String FAILURE = "InternalFailure";

  @Test
  @DisplayName(
      "copying: partial failures, lost answers, a killed replicator lose and reorder nothing")
  void singleCallsFail() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(60, OHIO);
      for (String region : List.of(OHIO, VIRGINIA)) {
        CallScope writes = CallScope.of(region, "kinesis").operations("PutRecords");
        writer.commit(60);
        world.strike(new Fault.RecordsRefused(region, World.STREAM, Set.of(), 3, FAILURE), 20);
        writer.awaitIn(OHIO);
        writer.commit(60);
        world.strike(new Fault.AnswerLost(writes), 3);
        writer.awaitIn(OHIO);
      }
      String replicator = world.function(VIRGINIA, "KinesisReplicator");
      writer.commit(60);
      world.strike(new Fault.FunctionKilled(VIRGINIA, replicator, Set.of("PutRecords"), 1), 2);
      writer.awaitIn(OHIO);
      world.judge();
    }
  }

  @Test
  @DisplayName("copying: a throttled shard, and tables that fail in either Region, lose nothing")
  void servicesFail() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(60, OHIO);
      for (Fault fault :
          List.of(
              new Fault.ShardThrottled(OHIO, World.STREAM, "shardId-000000000000"),
              new Fault.ServiceFails(CallScope.of(OHIO, "dynamodb")),
              new Fault.ServiceFails(CallScope.of(VIRGINIA, "dynamodb")))) {
        world.inject(fault);
        writer.commit(120);
        world.pass(Duration.ofSeconds(3));
        assertThat(writer.missingIn(OHIO)).as(fault.toString()).isNotEmpty();
        world.heal(fault);
        writer.awaitIn(OHIO);
      }
      world.judge();
    }
  }
}
