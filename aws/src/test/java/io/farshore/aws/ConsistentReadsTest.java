package io.farshore.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.core.time.ThreadEventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** DynamoDB Local is consistent whatever it is asked, so what is asked for is looked at. */
@DisplayName("Every read of a control table is consistent, and in order (guarantees D and E)")
class ConsistentReadsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ThreadEventLoop loop =
      new ThreadEventLoop("test", Clock.systemUTC(), System::nanoTime);
  private final Asked asked = new Asked();
  private final DynamoTable table =
      new DynamoTable(
          "table",
          new Region("us-east-2"),
          new AwsAdapters.Connection<>(asked, new BlockingCalls("test", loop, SECOND)));

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void ofOneItem() {
    loop.await(() -> table.get(new StreamName("orders"), "entry", item -> item));
    assertThat(asked.gets)
        .singleElement()
        .extracting(GetItemRequest::consistentRead)
        .isEqualTo(true);
  }

  @Test
  @DisplayName("of many, every page of them")
  void ofMany() {
    loop.await(() -> table.query(new StreamName("orders"), "prefix", item -> item));
    assertThat(asked.queries)
        .hasSize(2)
        .allMatch(QueryRequest::consistentRead)
        .allMatch(QueryRequest::scanIndexForward);
  }

  /** Two pages of nothing. */
  private static final class Asked implements DynamoDbClient {
    private final List<GetItemRequest> gets = new ArrayList<>();
    private final List<QueryRequest> queries = new ArrayList<>();

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      gets.add(request);
      return GetItemResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      queries.add(request);
      return queries.size() > 1
          ? QueryResponse.builder().build()
          : QueryResponse.builder()
              .lastEvaluatedKey(Map.of("entry", AttributeValue.fromS("a")))
              .build();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
