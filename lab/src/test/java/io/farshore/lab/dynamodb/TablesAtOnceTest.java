package io.farshore.lab.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TablesAtOnceTest {

  private static final int THREADS = 16;
  private static final int TABLES = 40;
  private static final List<String> REGIONS = List.of("us-east-1", "us-east-2");

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final DynamoDbService service =
      new DynamoDbService(
          REGIONS,
          Clock.systemUTC(),
          new VirtualEventLoop(),
          threads,
          new ReplicationDelay(Duration.ZERO, Duration.ZERO, new SplittableRandom(1)),
          (one, other) -> false,
          Optional.empty());

  @AfterEach
  void stop() {
    service.close();
    threads.shutdownNow();
  }

  @Test
  @DisplayName("Tables made at once are all there, in each of their Regions, with their settings")
  void made() {
    List<CompletableFuture<Void>> made =
        IntStream.range(0, TABLES)
            .mapToObj(i -> service.createGlobalTable(description("table" + i)))
            .toList();

    assertThat(made).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofMinutes(2)));
    for (String region : REGIONS) {
      for (int i = 0; i < TABLES; i++) {
        JsonNode timeToLive =
            call(region, "DescribeTimeToLive", Json.object().put("TableName", "table" + i));
        assertThat(timeToLive.at("/TimeToLiveDescription/AttributeName").asText())
            .as("of table%d in %s", i, region)
            .isEqualTo("ends");
      }
    }
  }

  private JsonNode call(String region, String operation, ObjectNode input) {
    return service
        .call(new ApiCall(Caller.outside("test"), region, "dynamodb", operation, input, "id"))
        .join();
  }

  private static ObjectNode description(String name) {
    ObjectNode table = Json.object().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
    table.putArray("KeySchema").addObject().put("AttributeName", "s").put("KeyType", "HASH");
    ArrayNode attributes = table.putArray("AttributeDefinitions");
    attributes.addObject().put("AttributeName", "s").put("AttributeType", "S");
    table.putObject("StreamSpecification").put("StreamViewType", "NEW_AND_OLD_IMAGES");
    table.putObject("TimeToLiveSpecification").put("Enabled", true).put("AttributeName", "ends");
    ArrayNode replicas = table.putArray("Replicas");
    REGIONS.forEach(region -> replicas.addObject().put("Region", region));
    return table;
  }
}
