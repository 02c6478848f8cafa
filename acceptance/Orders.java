import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * What {@code orders.py} does, with the stock AWS SDK for Java, which speaks CBOR to Kinesis:
 * {@code produce FIRST} and {@code consume LAST}. Run from its source by {@code java Orders.java}.
 */
public class Orders {

  private static final String STREAM = "orders";
  private static final int CUSTOMERS = 5;
  private static final Pattern ORDER =
      Pattern.compile("\\{\"order\": (\\d+), \"customer\": \"([^\"]+)\"}");

  public static void main(String[] arguments) throws InterruptedException {
    int number = Integer.parseInt(arguments[1]);
    try (KinesisClient kinesis = KinesisClient.create()) {
      if (arguments[0].equals("produce")) {
        produce(kinesis, number);
      } else {
        consume(kinesis, number);
      }
    }
  }

  private static void produce(KinesisClient kinesis, int first) throws InterruptedException {
    for (int number = first; ; number++) {
      String customer = "customer-" + number % CUSTOMERS;
      String order = "{\"order\": %d, \"customer\": \"%s\"}".formatted(number, customer);
      try {
        kinesis.putRecord(
            r -> r.streamName(STREAM).partitionKey(customer).data(SdkBytes.fromUtf8String(order)));
      } catch (SdkException e) {
        System.err.println("the Region does not take order " + number + ": " + e.getClass());
        System.exit(1);
      }
      System.out.println(number);
      Thread.sleep(10);
    }
  }

  private static void consume(KinesisClient kinesis, int last) throws InterruptedException {
    Map<String, String> iterators = new HashMap<>();
    for (var shard : kinesis.listShards(r -> r.streamName(STREAM)).shards()) {
      iterators.put(
          shard.shardId(),
          kinesis
              .getShardIterator(
                  r ->
                      r.streamName(STREAM)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator());
    }
    int seen = 0;
    while (seen < last) {
      for (var shard : iterators.entrySet()) {
        var answer = kinesis.getRecords(r -> r.shardIterator(shard.getValue()));
        shard.setValue(answer.nextShardIterator());
        for (var record : answer.records()) {
          Matcher order = ORDER.matcher(record.data().asUtf8String());
          if (order.matches()) {
            System.out.println(order.group(2) + " " + order.group(1));
            seen = Math.max(seen, Integer.parseInt(order.group(1)));
          }
        }
      }
      Thread.sleep(250);
    }
  }
}
