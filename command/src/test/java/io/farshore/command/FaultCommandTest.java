package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.farshore.lab.faults.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("fault and heal, against a running lab")
class FaultCommandTest {

  private static final String FIRST = "us-east-1";

  @RegisterExtension private static final RunningLab LAB = RunningLab.empty();

  @Test
  @DisplayName("a lost Region is listed by its name, and healed by it, while nothing in it answers")
  void losesARegion() {
    Typed lost = run("fault", "region-loss", FIRST);
    assertThat(lost.exitCode()).as(lost.all()).isEqualTo(Farshore.OK);
    assertThat(LAB.get().faults().active()).containsExactly(new Fault.RegionLost(FIRST));

    String id = run("fault", "--json").json().at("/Faults/0/FaultId").asText();
    assertThat(lost.out()).contains(FIRST + " is lost", "./farshore heal " + id);

    assertThat(run("heal", id).out()).contains("Healed", FIRST);
    assertThat(LAB.get().faults().active()).isEmpty();
    assertThat(run("heal", id).exitCode()).isEqualTo(Farshore.USAGE);
  }

  @Test
  @DisplayName("a fault with a time heals by itself")
  void healsByItself() {
    assertThat(run("fault", "partition", FIRST, "us-east-2", "--for", "300ms").out())
        .contains("until");
    assertThat(LAB.get().faults().active()).hasSize(1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> LAB.get().faults().active().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caller-cut p1 us-east-1 | CallerCut",
        "service-fails us-east-1 kinesis:PutRecords --rate 0.5 | ServiceFails",
        "service-throttled us-east-1 dynamodb | ServiceFails",
        "service-unreachable us-east-1 stepfunctions | ServiceUnreachable",
        "service-slow us-east-1 kinesis --by 100ms --times 3 | ServiceSlow",
        "answer-lost us-east-1 kinesis:PutRecords --resource orders | AnswerLost",
        "records-refused us-east-1 orders --every 3 --keys a,b | RecordsRefused",
        "shard-throttled us-east-1 orders shardId-000000000000 | ShardThrottled",
        "function-killed us-east-1 copy --after 2 --operations PutRecords | FunctionKilled",
        "tables-delayed us-east-1 us-east-2 --by 2s | TablesDelayed"
      })
  @DisplayName("each kind of fault is made")
  void makesEach(String arguments, String kind) {
    List<String> all = new ArrayList<>(List.of("fault"));
    all.addAll(List.of(arguments.strip().split(" ")));
    Typed made = run(all.toArray(String[]::new));

    assertThat(made.exitCode()).as(made.all()).isEqualTo(Farshore.OK);
    assertThat(LAB.get().faults().active()).hasSize(1);
    assertThat(LAB.get().faults().active().get(0).getClass().getSimpleName()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region-loss mars-1 | The lab has no Region mars-1",
        "service-fails us-east-1 s3 | s3 is no service of the lab",
        "service-slow us-east-1 kinesis --by soon | --by soon is no time",
        "service-fails us-east-1 kinesis --rate 2 | --rate 2.0 is out of range"
      })
  @DisplayName("what can't be made is refused in a line")
  void refuses(String arguments, String said) {
    List<String> all = new ArrayList<>(List.of("fault"));
    all.addAll(List.of(arguments.strip().split(" ")));
    Typed refused = run(all.toArray(String[]::new));

    assertThat(refused.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(refused.err()).contains(said.strip());
    assertThat(LAB.get().faults().active()).isEmpty();
  }

  @Test
  @DisplayName("an endpoint that is no lab is told nothing")
  void refusesOthers() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getResponseHeaders().add("Server", "somebody");
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    other.start();
    try {
      Typed refused =
          Typed.in(
              Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + other.getAddress().getPort()),
              "fault",
              "region-loss",
              FIRST);
      assertThat(refused.exitCode()).isEqualTo(Farshore.USAGE);
      assertThat(refused.err()).contains("is not a lab");
      assertThat(requests).as("asked what it is, and nothing else").hasValue(1);
    } finally {
      other.stop(0);
    }
  }

  private static Typed run(String... arguments) {
    return Typed.in(Map.of("AWS_ENDPOINT_URL", LAB.get().endpoint().toString()), arguments);
  }
}
