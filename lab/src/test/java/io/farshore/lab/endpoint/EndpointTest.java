package io.farshore.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.ThreadEventLoop;
import io.farshore.lab.endpoint.EndpointSettings.Silence;
import io.farshore.lab.faults.CallScope;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on the wire, byte by byte; SDK clients are in the services' own tests. */
class EndpointTest {

  private static final String HERE = "us-east-1";

  private final Faults faults = new Faults();
  private final Credentials credentials = new Credentials();
  private final ThreadEventLoop timer =
      new ThreadEventLoop("timer", Clock.systemUTC(), System::nanoTime);
  private final ServiceRouter router = new ServiceRouter(List.of(HERE), faults, timer, timer);
  private final AtomicReference<ApiCall> seen = new AtomicReference<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private ObjectNode output = JsonNodeFactory.instance.objectNode();
  private Endpoint endpoint;

  @BeforeEach
  void start() {
    endpoint = open(EndpointSettings.onPort(0));
  }

  @AfterEach
  void stop() {
    endpoint.close();
    timer.close();
  }

  @Test
  @DisplayName("JSON: operation, input, caller and Region reach the service; the answer is JSON")
  void json() throws Exception {
    serve("states");
    String key = credentials.register(Caller.in("us-east-2", "arn:function"));
    output.put("executionArn", "arn");

    HttpResponse<String> answer =
        send(
            signed("states", key, "/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AWSStepFunctions.StartExecution")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"n\",\"stateMachineArn\":\"a\"}")));

    assertThat(seen.get().operation()).isEqualTo("StartExecution");
    assertThat(seen.get().input().get("name").asText()).isEqualTo("n");
    assertThat(seen.get().region()).isEqualTo(HERE);
    assertThat(seen.get().caller()).isEqualTo(Caller.in("us-east-2", "arn:function"));
    assertThat(answer.body()).isEqualTo("{\"executionArn\":\"arn\"}");
    assertThat(answer.headers().firstValue("Server")).contains("farshore-lab");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).contains(seen.get().requestId());
  }

  @Test
  @DisplayName("a presigned URL is routed by the scope in its query")
  void presigned() throws Exception {
    serve("states");

    send(
        request(
                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z"
                    + "&X-Amz-SignedHeaders=host&X-Amz-Signature=00"
                    + "&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fstates%2Faws4_request")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions.ListExecutions")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(seen.get().caller()).isEqualTo(Caller.outside("AKID"));
    assertThat(seen.get().service()).isEqualTo("states");
  }

  @Test
  @DisplayName("without a signature, or for a service that is not there, AWS's kind of refusal")
  void refusals() throws Exception {
    HttpResponse<String> unsigned = send(request("/").GET());
    HttpResponse<String> unknown =
        send(signed("sqs", "AKID", "/").header("X-Amz-Target", "AmazonSQS.SendMessage").GET());

    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(unsigned.body()).contains("MissingAuthenticationToken");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("The lab has no service sqs");
  }

  @Test
  @DisplayName("REST-JSON: a function's payload, error and version go where Lambda puts them")
  void lambdaInvoke() throws Exception {
    serve("lambda");
    output.put("StatusCode", 200).put("FunctionError", "Unhandled").put("ExecutedVersion", "3");
    output.put("Payload", "{\"errorMessage\":\"x\"}".getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> answer =
        send(
            signed("lambda", "AKID", "/2015-03-31/functions/copy/invocations?Qualifier=live")
                .header("X-Amz-Invocation-Type", "RequestResponse")
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}")));

    JsonNode input = seen.get().input();
    assertThat(seen.get().operation()).isEqualTo("Invoke");
    assertThat(input.get("FunctionName").asText()).isEqualTo("copy");
    assertThat(input.get("Qualifier").asText()).isEqualTo("live");
    assertThat(input.get("InvocationType").asText()).isEqualTo("RequestResponse");
    assertThat(new String(input.get("Payload").binaryValue(), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":1}");
    assertThat(answer.body()).isEqualTo("{\"errorMessage\":\"x\"}");
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("3");
  }

  @Test
  @DisplayName("REST-XML: record sets come as lists, and instants go as ISO-8601")
  void route53() throws Exception {
    serve("route53");
    output.putObject("ChangeInfo").put("Id", "/change/C1").put("SubmittedAt", 1_767_225_600.5);

    HttpResponse<String> answer =
        send(
            signed("route53", "AKID", "/2013-04-01/hostedzone/Z1/rrset/")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change>"
                            + "<Action>UPSERT</Action><ResourceRecordSet><Name>a.b</Name><Type>TXT</Type>"
                            + "<ResourceRecords><ResourceRecord><Value>v</Value></ResourceRecord>"
                            + "</ResourceRecords></ResourceRecordSet></Change></Changes>"
                            + "</ChangeBatch></ChangeResourceRecordSetsRequest>")));

    JsonNode set = seen.get().input().at("/ChangeBatch/Changes/0/ResourceRecordSet");
    assertThat(seen.get().input().get("HostedZoneId").asText()).isEqualTo("Z1");
    assertThat(set.at("/ResourceRecords/0/Value").asText()).isEqualTo("v");
    assertThat(answer.body())
        .contains("<ChangeResourceRecordSetsResponse")
        .contains("<Id>/change/C1</Id><SubmittedAt>2026-01-01T00:00:00.500Z</SubmittedAt>");
  }

  @Test
  @DisplayName("Query: lists and maps come as such, errors go as XML")
  void query() throws Exception {
    router.add(
        service(
            "monitoring",
            call -> {
              seen.set(call);
              return CompletableFuture.failedFuture(AwsError.validation("no <good>"));
            }));

    HttpResponse<String> answer =
        send(
            signed("monitoring", "AKID", "/")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "Action=PutMetricData&Version=2010-08-01&Namespace=N"
                            + "&MetricData.member.1.MetricName=m"
                            + "&MetricData.member.1.Dimensions.member.1.Name=a%20b"
                            + "&MetricData.member.1.Dimensions.member.1.Value=v"
                            + "&MetricData.member.2.MetricName=m&MetricData.member.2.Value=2")));

    JsonNode input = seen.get().input();
    assertThat(input.at("/MetricData/0/Dimensions/0/Name").asText()).isEqualTo("a b");
    assertThat(input.at("/MetricData/1/Value").doubleValue()).isEqualTo(2);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("<Code>ValidationError</Code><Message>no &lt;good&gt;</Message>");
  }

  @Test
  @DisplayName("a raw service gets and gives the bytes unchanged")
  void raw() throws Exception {
    router.add(echo());

    HttpResponse<String> answer =
        send(
            signed("dynamodb", "AKID", "/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
                .POST(HttpRequest.BodyPublishers.ofString("{ \"TableName\":  \"t\" }")));

    assertThat(answer.body()).isEqualTo("DescribeTable { \"TableName\":  \"t\" }");
    assertThat(answer.headers().firstValue("x-amz-crc32")).contains("7");
  }

  @Test
  @DisplayName("unreachable: the connection is closed, for raw services too")
  void unreachableCloses() {
    router.add(echo());
    faults.inject(new Fault.ServiceUnreachable(CallScope.of(HERE, "dynamodb").resource("t")));

    assertThatThrownBy(
            () ->
                send(
                    signed("dynamodb", "AKID", "/")
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"TableName\":\"t\"}"))))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  @DisplayName("unreachable, if so set: nothing comes until the client gives up")
  void unreachableHangs() {
    endpoint.close();
    endpoint = open(new EndpointSettings(0, Silence.HANGS));
    serve("states");
    faults.inject(new Fault.RegionLost(HERE));

    assertThatThrownBy(
            () ->
                send(
                    signed("states", "AKID", "/")
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .timeout(Duration.ofMillis(200))
                        .header("X-Amz-Target", "AWSStepFunctions.ListExecutions")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  @DisplayName("listens on the loopback address only")
  void loopbackOnly() throws Exception {
    assertThat(endpoint.uri().getHost()).isEqualTo("127.0.0.1");
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, endpoint.port()).close())
              .as(address.toString())
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NO HTTP AT ALL\r\n\r\n",
        "GET /%%% HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"
      })
  @DisplayName("what is wrong as HTTP already gets an answer that names the lab, and no trace")
  void wrongHttp(String request) throws Exception {
    assertThat(raw(request))
        .startsWith("HTTP/1.1 400")
        .contains("Server: farshore-lab", "x-amzn-RequestId: ")
        .doesNotContain("\tat ", "jetty");
  }

  @Test
  @DisplayName("headers that are too large are refused by name, too")
  void largeHeaders() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nA: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("Server: farshore-lab")
        .doesNotContain("\tat ");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] answer = new byte[4_096];
      int length = 0;
      int read;
      while (length < answer.length
          && !ended(answer, length)
          && (read = socket.getInputStream().read(answer, length, answer.length - length)) > 0) {
        length += read;
      }
      return new String(answer, 0, length, StandardCharsets.US_ASCII);
    }
  }

  private static boolean ended(byte[] answer, int length) {
    return new String(answer, 0, length, StandardCharsets.US_ASCII).endsWith("/>\n");
  }

  @Test
  @DisplayName("a port in use is named, with what to do")
  void portInUse() {
    assertThatThrownBy(() -> open(EndpointSettings.onPort(endpoint.port())))
        .isInstanceOf(PortInUseException.class)
        .hasMessageContaining(Integer.toString(endpoint.port()))
        .hasMessageContaining("choose another port");
  }

  private Endpoint open(EndpointSettings settings) {
    return new Endpoint(settings, router, credentials, new RequestIds(new SplittableRandom(1)));
  }

  private void serve(String signingName) {
    router.add(
        service(
            signingName,
            call -> {
              seen.set(call);
              return CompletableFuture.completedFuture(output);
            }));
  }

  private interface Answer {
    CompletableFuture<JsonNode> to(ApiCall call);
  }

  private static AwsService service(String signingName, Answer answer) {
    return new AwsService() {
      @Override
      public String signingName() {
        return signingName;
      }

      @Override
      public CompletableFuture<JsonNode> call(ApiCall call) {
        return answer.to(call);
      }
    };
  }

  private static RawService echo() {
    return new RawService() {
      @Override
      public String signingName() {
        return "dynamodb";
      }

      @Override
      public CompletableFuture<RawResponse> call(RawRequest request) {
        String body =
            request.operation() + " " + new String(request.body(), StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(
            new RawResponse(
                200, Map.of("x-amz-crc32", "7"), body.getBytes(StandardCharsets.UTF_8)));
      }
    };
  }

  private HttpRequest.Builder signed(String service, String accessKeyId, String path) {
    String scope = accessKeyId + "/20260101/" + HERE + "/" + service + "/aws4_request";
    return request(path)
        .header("X-Amz-Date", "20260101T000000Z")
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=00");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(endpoint.uri() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
