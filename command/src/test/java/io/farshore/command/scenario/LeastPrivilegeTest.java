package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.drill.Bus;
import io.farshore.command.drill.ReplicatorMapping;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import io.farshore.lab.iam.Roles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The policies of the template, which the lab enforces in every drill. */
@Tag("drill")
class LeastPrivilegeTest {

  /** What a role allows and this scenario does not come to use, by the statement's name. */
  private static final List<String> NOT_PLAYED =
      List.of(
          // Step Functions itself delivers the logs; these actions know no resources.
          "FailoverRole-REGION DeliverLogs",
          // Lambda and Step Functions themselves send traces, which the lab does not.
          "SendTraces",
          // Only after an execution that died: UnfinishedExecutionTest.
          "FencingWatchRole-REGION StartAgain",
          // EventBridge itself forwards: TriggersTest.
          "ToPeerRole-REGION ForwardToPeer",
          // Only after a drain whose execution died.
          "FencingWatchRole-REGION WriteOwnEpochs",
          // Only when no named shard has a record of the epoch: were others born since?
          "VerifyActivationRole-REGION ReadOwnStream kinesis:ListShards",
          // GetRecords names an iterator and no stream, so the lab does not know whose key it
          // takes.
          "VerifyActivationRole-REGION DecryptOwnStream",
          // Only where a record is to follow the active Region.
          "RedirectTrafficRole-REGION ReadOwnEpochs");

  @Test
  @DisplayName("policies: whatever Farshore calls is allowed by its role, and nothing else is")
  void everyGrantIsUsed() {
    try (World world = World.start()) {
      Writer writer = world.writer("orders-db", 600);
      writer.write(100, OHIO);
      world.split(VIRGINIA);
      writer.write(100, OHIO);
      world.invoke(VIRGINIA, "ReadinessCheck", "{}");
      world.invoke(OHIO, "ReadinessCheck", "{}");
      assertThat(world.startWith(OHIO, "start-dry-run.json").outcome()).isEqualTo("DryRun");
      world.lose(VIRGINIA);
      assertThat(world.startByHand(OHIO, "failover").outcome()).isEqualTo("Activated");
      writer.write(100, OHIO);
      world.returns(VIRGINIA);
      writer.awaitIn(VIRGINIA);
      world.pass(Duration.ofSeconds(3));
      new Bus(world).invoke(OHIO, "StartOnce", "failover-requested.json");
      JsonNode switched = world.invoke(VIRGINIA, "RegionSwitchAction", "{}");
      assertThat(switched.path("outcome").asText()).isEqualTo("SwitchedOver");
      writer.write(100, OHIO);
      world.judge();
      aBatchIsGivenUp(world);

      assertThat(world.roles().denials()).isEmpty();
      assertThat(unusedInBothRegions(world.roles()))
          .filteredOn(line -> NOT_PLAYED.stream().noneMatch(line::contains))
          .isEmpty();
    }
  }

  /** A gap, so nothing of the drill may come after it. */
  private static void aBatchIsGivenUp(World world) {
    ReplicatorMapping mapping = new ReplicatorMapping(world, VIRGINIA);
    mapping.retries(0);
    world.disable(VIRGINIA, "KinesisReplicator");
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("StreamName", World.STREAM).put("PartitionKey", "stranger");
    input.put("Data", "given up".getBytes(StandardCharsets.UTF_8));
    world.call(VIRGINIA, "kinesis", "PutRecord", input);
    world.await("a batch to be given up", () -> mapping.givenUp() > 0);
  }

  /** One Region's role is enough to show that a grant is needed: both have the same template. */
  private static Set<String> unusedInBothRegions(Roles roles) {
    Map<String, Long> regions =
        roles.unused().stream()
            .map(LeastPrivilegeTest::withoutRegions)
            .collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    regions.values().removeIf(count -> count < 2);
    return regions.keySet();
  }

  private static String withoutRegions(String line) {
    String own = line.contains("Role-" + VIRGINIA) ? VIRGINIA : OHIO;
    return line.replace("Role-" + own, "Role-REGION")
        .replace(":" + own + ":", ":own:")
        .replaceAll(":us-east-[12]:", ":peer:");
  }
}
