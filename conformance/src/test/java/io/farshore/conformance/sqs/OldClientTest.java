package io.farshore.conformance.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.farshore.conformance.Aws;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SQS over the Query protocol: AWS CLI v2 up to 2.13, and SDKs of before the end of 2023. */
class OldClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host,"
          + " Signature=00";

  private final Aws aws = Aws.shared();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void signaturesAreNotChecked() {
    assumeFalse(aws.isReal(), "these requests are not really signed");
  }

  @Test
  @DisplayName("flat lists and maps are read as the Query protocol numbers them, and written so")
  void queue() throws Exception {
    String name = Aws.name("old");
    String created =
        call(
            "CreateQueue",
            "QueueName",
            name,
            "Attribute.1.Name",
            "VisibilityTimeout",
            "Attribute.1.Value",
            "7",
            "Tag.1.Key",
            "colour",
            "Tag.1.Value",
            "red");
    String url = created.split("<QueueUrl>")[1].split("</QueueUrl>")[0];
    String sent =
        call(
            "SendMessageBatch",
            "QueueUrl",
            url,
            "SendMessageBatchRequestEntry.1.Id",
            "one",
            "SendMessageBatchRequestEntry.1.MessageBody",
            "a<b",
            "SendMessageBatchRequestEntry.1.MessageAttribute.1.Name",
            "size",
            "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType",
            "Number",
            "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue",
            "12");

    assertThat(created).contains("xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"");
    assertThat(sent).contains("<SendMessageBatchResultEntry><Id>one</Id><MessageId>");
    assertThat(call("ListQueueTags", "QueueUrl", url))
        .contains("<ListQueueTagsResult><Tag><Key>colour</Key><Value>red</Value></Tag></");
    assertThat(call("GetQueueAttributes", "QueueUrl", url, "AttributeName.1", "VisibilityTimeout"))
        .contains(
            "<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name><Value>7</Value>"
                + "</Attribute></GetQueueAttributesResult>");
    assertThat(call("ReceiveMessage", "QueueUrl", url, "MessageAttributeName.1", "All"))
        .contains("<Body>a&lt;b</Body>")
        .contains("<MessageAttribute><Name>size</Name><Value><StringValue>12</StringValue>");
  }

  @Test
  @DisplayName("an error has the name that the Query protocol has for it")
  void noQueue() throws Exception {
    assertThat(call("GetQueueUrl", "QueueName", Aws.name("none")))
        .contains("<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
  }

  private String call(String action, String... parameters) throws Exception {
    String form =
        Stream.concat(Stream.of("Action", action, "Version", "2012-11-05"), Stream.of(parameters))
            .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
            .collect(Collectors.collectingAndThen(Collectors.toList(), OldClientTest::pairs));
    URI endpoint = aws.endpoint().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Amz-Date", "20260101T000000Z")
            .header("Authorization", SIGNED)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String pairs(List<String> texts) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < texts.size(); i += 2) {
      form.append(i == 0 ? "" : "&").append(texts.get(i)).append('=').append(texts.get(i + 1));
    }
    return form.toString();
  }
}
