package io.farshore.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Nothing that a client sends wrong brings a lab down, hangs it, or makes it tell of its insides.
 * {@code -Dfarshore.seed} makes other ones.
 */
class WrongRequestsTest {

  private static final int REQUESTS = 2_000;
  private static final long SEED = 4;
  private static final int SHOWN = 20;
  private static final Duration BOUND = Duration.ofSeconds(10);

  private static Lab lab;

  @BeforeAll
  static void start() {
    lab = Lab.start(LabSettings.usual().onPort(0));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  @DisplayName("2,000 wrong requests get AWS's kind of error, and the lab goes on")
  void wrongRequests() throws Exception {
    long seed = Long.getLong("farshore.seed", SEED);
    System.out.println("Wrong requests of -Dfarshore.seed=" + seed);
    WrongRequests requests = new WrongRequests(seed);
    List<HttpClient> clients =
        List.of(client(HttpClient.Version.HTTP_1_1), client(HttpClient.Version.HTTP_2));
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      WrongRequest request = requests.next();
      judge(i, request, clients.get(i % clients.size()), complaints);
    }

    assertThat(complaints.subList(0, Math.min(SHOWN, complaints.size())))
        .as("%d complaints of seed %d", complaints.size(), seed)
        .isEmpty();
    goodCalls(Aws.at(lab.endpoint(), lab.regions()));
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).build();
  }

  private static void judge(
      int number, WrongRequest wrong, HttpClient client, List<String> complaints)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(lab.endpoint() + wrong.path()))
            .timeout(BOUND)
            .method(wrong.method(), HttpRequest.BodyPublishers.ofByteArray(wrong.body()));
    wrong.headers().forEach(request::header);
    String name = number + " " + wrong.what();
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      complaint(wrong, answer)
          .forEach(what -> complaints.add(name + " → " + what + " " + shown(answer)));
    } catch (IOException e) {
      complaints.add(name + " → " + e);
    }
  }

  private static List<String> complaint(WrongRequest wrong, HttpResponse<byte[]> answer) {
    List<String> wrongs = new ArrayList<>();
    int kind = answer.statusCode() / 100;
    if (kind != 4 && (wrong.certain() || kind != 2)) {
      wrongs.add("not 4xx");
    }
    if (answer.headers().firstValue("x-amzn-RequestId").isEmpty()) {
      wrongs.add("no request id");
    }
    if (!answer.headers().firstValue("Server").orElse("").equals("farshore-lab")) {
      wrongs.add("does not name itself");
    }
    String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
    if (text.contains("\tat ") || text.contains("io.farshore")) {
      wrongs.add("tells of its insides");
    }
    if (kind == 4 && !isError(wrong, answer)) {
      wrongs.add("no error in the encoding that was asked in");
    }
    return wrongs;
  }

  private static boolean isError(WrongRequest wrong, HttpResponse<byte[]> answer) {
    // What is not in a service's protocol at all is refused in the way before there were any.
    boolean bare = answer.headers().firstValue("Content-Type").isEmpty();
    return bare ? Encoding.isXml(answer.body()) : wrong.encoding().isWellFormed(answer.body());
  }

  private static String shown(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    return answer.statusCode() + " " + text.substring(0, Math.min(300, text.length()));
  }

  private static void goodCalls(Aws aws) {
    String here = aws.region();
    assertThat(aws.kinesis(here).listStreams().streamNames()).isNotNull();
    assertThat(aws.dynamoDb(here).listTables().tableNames()).isNotNull();
    assertThat(aws.lambda(here).listFunctions().functions()).isNotNull();
    assertThat(aws.states(here).listStateMachines(r -> {}).stateMachines()).isNotNull();
    assertThat(aws.events(here).listRules(r -> {}).rules()).isNotNull();
    assertThat(aws.scheduler(here).listSchedules(r -> {}).schedules()).isNotNull();
    assertThat(aws.cloudWatch(here).listMetrics(r -> {}).metrics()).isNotNull();
    assertThat(aws.logs(here).describeLogGroups().logGroups()).isNotNull();
    assertThat(aws.sns(here).listTopics().topics()).isNotNull();
    assertThat(aws.sqs(here).listQueues().queueUrls()).isNotNull();
    assertThat(aws.route53().listHostedZones().hostedZones()).isNotNull();
    assertThat(aws.account()).isEqualTo("111122223333");
    assertThat(aws.cloudFormation(here).listStacks(r -> {}).stackSummaries()).isEmpty();
  }
}
