package io.farshore.lab.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/** Copies the records of a Kinesis event to the stream of the peer Region. */
public final class CopyRecords implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> environment;

  /** Takes the environment, as the lab's handlers do. */
  public CopyRecords(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    for (Object each : (List<?>) event.get("Records")) {
      Map<?, ?> kinesis = (Map<?, ?>) ((Map<?, ?>) each).get("kinesis");
      int status = put((String) kinesis.get("partitionKey"), (String) kinesis.get("data"));
      if (status != 200) {
        throw new IllegalStateException("PutRecord answered " + status);
      }
    }
    return Map.of("batchItemFailures", List.of());
  }

  private int put(String partitionKey, String data) {
    String body =
        "{\"StreamName\":\"%s\",\"PartitionKey\":\"%s\",\"Data\":\"%s\"}"
            .formatted(environment.get("STREAM"), partitionKey, data);
    String scope =
        "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/kinesis/aws4_request, SignedHeaders=host,"
            + " Signature=0";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(environment.get("AWS_ENDPOINT_URL")))
            .header(
                "Authorization",
                scope.formatted(environment.get("AWS_ACCESS_KEY_ID"), environment.get("PEER")))
            .header("X-Amz-Date", "20260101T000000Z")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Kinesis_20131202.PutRecord")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new IllegalStateException("The peer cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
