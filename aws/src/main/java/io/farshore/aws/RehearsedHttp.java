package io.farshore.aws;

import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.epoch.Phase;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.SequenceNumber;
import io.farshore.core.stream.StreamName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Answers as AWS would, and sends nothing. See {@link AwsAdapters#rehearsing}. Thread-safe. */
final class RehearsedHttp implements SdkHttpClient {

  private static final int CBOR_MAP = 0xa0;
  private static final int CBOR_ARRAY = 0x80;
  private static final int CBOR_TEXT = 0x60;
  private static final int CBOR_LONGEST_SHORT_TEXT = 23;

  private final byte[] epochs;
  private final byte[] put;

  RehearsedHttp(Region active, String shardId, Instant now, AwsSettings settings) {
    Epoch epoch =
        new Epoch(
            new EpochId(1, active),
            Phase.ACTIVE,
            Map.of(shardId, new NamedShard.Open(new SequenceNumber(BigInteger.ONE), List.of())),
            Map.of(),
            "rehearsal",
            Optional.empty(),
            now,
            Optional.of(now),
            Optional.of(now),
            Optional.empty(),
            false);
    StreamName stream = new StreamName(settings.activeRegionTable());
    this.epochs =
        ("{\"Count\":1,\"Items\":["
                + json(AttributeValue.fromM(DynamoEpochItems.encode(stream, epoch)), false)
                + "]}")
            .getBytes(StandardCharsets.UTF_8);
    this.put = onePut(shardId);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    byte[] answer = answer(request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(""));
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (request.contentStreamProvider().isPresent()) {
          read(request.contentStreamProvider().get());
        }
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  private static void read(ContentStreamProvider content) throws IOException {
    try (var body = content.newStream()) {
      body.readAllBytes();
    }
  }

  private byte[] answer(String target) {
    return switch (target.substring(target.indexOf('.') + 1)) {
      case "PutRecords" -> put;
      case "Query" -> epochs;
      default -> new byte[] {'{', '}'};
    };
  }

  @Override
  public String clientName() {
    return "rehearsal";
  }

  @Override
  public void close() {}

  /** What an epoch's item is made of. */
  private static String json(AttributeValue value, boolean typed) {
    return switch (value.type()) {
      case S -> "{\"S\":\"" + value.s() + "\"}";
      case N -> "{\"N\":\"" + value.n() + "\"}";
      case BOOL -> "{\"BOOL\":" + value.bool() + "}";
      case L -> "{\"L\":[]}";
      case M -> typed ? "{\"M\":" + members(value.m()) + "}" : members(value.m());
      default -> throw new IllegalArgumentException("no epoch holds " + value.type());
    };
  }

  private static String members(Map<String, AttributeValue> map) {
    return map.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + json(member.getValue(), true))
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
  }

  /** {@code {"Records": [{"SequenceNumber": "2", "ShardId": …}]}} in CBOR. */
  private static byte[] onePut(String shardId) {
    ByteArrayOutputStream cbor = new ByteArrayOutputStream();
    cbor.write(CBOR_MAP + 1);
    text(cbor, "Records");
    cbor.write(CBOR_ARRAY + 1);
    cbor.write(CBOR_MAP + 2);
    text(cbor, "SequenceNumber");
    text(cbor, "2");
    text(cbor, "ShardId");
    text(cbor, shardId);
    return cbor.toByteArray();
  }

  private static void text(ByteArrayOutputStream cbor, String text) {
    if (text.length() > CBOR_LONGEST_SHORT_TEXT) {
      throw new IllegalArgumentException(text + " is too long a text");
    }
    cbor.write(CBOR_TEXT + text.length());
    cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
