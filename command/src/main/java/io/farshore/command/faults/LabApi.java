package io.farshore.command.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.CommandFailed;
import io.farshore.command.UnusableInput;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A running lab's own API. Requests carry no credentials, and an endpoint that does not call itself
 * a lab in its answers is told nothing but the first, harmless one.
 */
final class LabApi {

  private static final String LAB = "farshore-lab";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  private LabApi(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The lab at an endpoint, which has answered.
   *
   * @throws UnusableInput when it is no lab
   * @throws CommandFailed when nothing answers
   */
  static LabApi at(URI endpoint) {
    LabApi api = new LabApi(endpoint);
    api.call("ListFaults", JSON.createObjectNode());
    return api;
  }

  /**
   * Calls an operation.
   *
   * @throws UnusableInput when it is refused, with the lab's words
   */
  JsonNode call(String operation, ObjectNode input) {
    HttpResponse<byte[]> answer = send(operation, input);
    if (!answer.headers().firstValue("Server").orElse("").equals(LAB)) {
      throw new UnusableInput(
          endpoint
              + " is not a lab: its answers do not say that they come from one. Faults are made in a"
              + " lab only; ./farshore up starts one");
    }
    JsonNode body = parse(answer.body());
    if (answer.statusCode() != 200) {
      throw new UnusableInput(
          body.path("message").asText("the lab refuses with " + answer.statusCode()));
    }
    return body;
  }

  private HttpResponse<byte[]> send(String operation, ObjectNode input) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("X-Amz-Target", "FarshoreLab." + operation)
            .header("Content-Type", "application/x-amz-json-1.1")
            // The lab checks no signature, but that there is one of the right form, with a date.
            .header("X-Amz-Date", "20260101T000000Z")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=farshore/20260101/us-east-1/"
                    + LAB
                    + "/aws4_request, SignedHeaders=host, Signature=0")
            .POST(BodyPublishers.ofString(input.toString()))
            .build();
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new CommandFailed(
          "No lab answers at "
              + endpoint
              + "; start one with ./farshore up, or name another by --endpoint-url",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted", e);
    }
  }

  private JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new CommandFailed(endpoint + " answers with something else than JSON", e);
    }
  }
}
