package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("register and status, against two Regions with their tables")
class RegisterAndStatusTest {

  private static final String FIRST = "us-east-1";
  private static final String SECOND = "us-east-2";
  private static final String CONFIG = "kdsActiveRegionConfig";

  @RegisterExtension private static final RunningLab LAB = RunningLab.withTables();

  @Test
  @DisplayName("register opens the first epoch, once")
  void registers() {
    stream("once", FIRST, SECOND);
    Typed first = run("register", "once", "--active", FIRST);
    assertThat(first.exitCode()).as(first.err()).isEqualTo(Farshore.OK);
    assertThat(first.out()).contains("once is registered: epoch 1 (us-east-1), 2 shards");

    Typed second = run("register", "once", "--active", SECOND);
    assertThat(second.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(second.err())
        .contains("once is registered already", "1 (us-east-1)", "a switchover moves it");
    assertThat(epochs("once")).containsExactly("epoch#0000000001#us-east-1");
  }

  @Test
  @DisplayName("register of a stream that is in one Region only changes nothing, and says where")
  void unknownStream() {
    stream("half", FIRST);
    Typed said = run("register", "half", "--active", FIRST);
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains("half", SECOND).doesNotContain("\tat ");
    assertThat(epochs("half")).isEmpty();
  }

  @Test
  @DisplayName(
      "register while a Region does not answer changes nothing, and says when to try again")
  void registerWithoutTheOtherRegion() {
    stream("alone", FIRST, SECOND);
    LAB.get().faults().inject(new Fault.RegionLost(SECOND));
    Typed said = run("register", "alone", "--active", FIRST);
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains(SECOND, "try again when both Regions answer");
    assertThat(epochs("alone")).isEmpty();
  }

  @Test
  @DisplayName("status of a stream that nobody registered names the command that does")
  void statusOfAnUnknownStream() {
    Typed said = run("status", "nobodys");
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err())
        .contains("nobodys is not registered", "farshore register nobodys")
        .doesNotContain("\tat ");
  }

  @Test
  @DisplayName("status names a Region that does not answer, and shows the rest")
  void statusWithoutARegion() {
    stream("lonely", FIRST, SECOND);
    assertThat(run("register", "lonely", "--active", FIRST).exitCode()).isEqualTo(Farshore.OK);
    String whole = run("status", "lonely").out();
    assertThat(whole)
        .containsPattern("active +us-east-1, epoch 1, ACTIVE since")
        .doesNotContain("NO ANSWER");

    LAB.get().faults().inject(new Fault.RegionLost(SECOND));
    Typed said = run("status", "lonely");
    assertThat(said.exitCode()).as(said.err()).isEqualTo(Farshore.OK);
    assertThat(said.out())
        .containsPattern("active +us-east-1, epoch 1, ACTIVE")
        .containsPattern("NO ANSWER +us-east-2 does not answer")
        .contains("how much of the data is there is not known", "docs/runbook.md");
    assertThat(run("status", "lonely", "--json").out())
        .contains("\"activeRegion\" : \"us-east-1\"", "\"answers\" : false");
  }

  @Test
  @DisplayName("status with no Region answering says what to check")
  void statusWithoutAnyRegion() {
    LAB.get().faults().inject(new Fault.RegionLost(FIRST));
    LAB.get().faults().inject(new Fault.RegionLost(SECOND));
    Typed said = run("status", "orders");
    assertThat(said.exitCode()).isEqualTo(Farshore.ERROR);
    assertThat(said.err())
        .contains("Both Regions, us-east-1 and us-east-2: the connection was closed")
        .doesNotContain("\tat ");
  }

  @Test
  @DisplayName("status says what to start where nothing listens")
  void nothingListens() {
    Typed said =
        Typed.in(
            Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"),
            "status",
            "orders",
            "--endpoint-url",
            "http://127.0.0.1:9");
    assertThat(said.exitCode()).isEqualTo(Farshore.ERROR);
    assertThat(said.err()).contains("nothing listens there", "./farshore up").hasLineCount(1);
    Typed nameless =
        Typed.in(
            Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"),
            "failover",
            "--yes",
            "--endpoint-url",
            "http://127.0.0.1:9");
    assertThat(nameless.exitCode()).isEqualTo(Farshore.ERROR);
    assertThat(nameless.err()).contains("nothing listens there").hasLineCount(1);
  }

  @Test
  @DisplayName("status names a table that is not there, and what to deploy")
  void noTables() {
    try (Lab empty = Lab.start(LabSettings.usual().onPort(0))) {
      Typed said = Typed.at(empty.endpoint().toString(), "status", "orders");
      assertThat(said.exitCode()).isEqualTo(Farshore.ERROR);
      assertThat(said.err()).contains("kdsActiveRegionConfig is not there", "tables.yaml");
    }
  }

  @Test
  @DisplayName("a failover asks first; without a terminal, a yes or a stack nothing is started")
  void notStarted() {
    stream("careful", FIRST, SECOND);
    assertThat(run("register", "careful", "--active", FIRST).exitCode()).isEqualTo(Farshore.OK);

    Typed unasked = run("failover", "careful");
    assertThat(unasked.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(unasked.err()).contains("can't be undone", "--yes", "Nothing was changed");
    Typed no = Typed.answering("no", LAB.get().endpoint().toString(), "switchover", "careful");
    assertThat(no.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(no.out()).contains("switchover to us-east-2", "Type yes");
    assertThat(no.err()).contains("Not confirmed. Nothing was changed");
    Typed yes = Typed.answering("yes", LAB.get().endpoint().toString(), "failover", "careful");
    assertThat(yes.exitCode()).isEqualTo(Farshore.ERROR);
    assertThat(yes.err()).contains("no stack of the stream careful in us-east-2");
    assertThat(run("failover", "careful", "--to", "eu-west-1", "--yes").err())
        .contains("neither us-east-1 nor us-east-2");
    assertThat(run("failover", "careful", "--resume-from", "p1=noon", "--yes").err())
        .contains("is not an instant");
    assertThat(epochs("careful")).containsExactly("epoch#0000000001#us-east-1");
  }

  @Test
  @DisplayName("status takes the stream by its option, and names the streams where none is given")
  void whichStream() {
    stream("one", FIRST, SECOND);
    stream("two", FIRST, SECOND);
    assertThat(run("register", "one", "--active", FIRST).exitCode()).isEqualTo(Farshore.OK);
    assertThat(run("register", "two", "--active", FIRST).exitCode()).isEqualTo(Farshore.OK);
    assertThat(run("status", "--stream", "two").out()).startsWith("two ");
    Typed said = run("status");
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains("Which stream?", "one, ", "two");
    assertThat(run("status", "three").err()).contains("registered are ", "check the name");
  }

  @Test
  @DisplayName("status shows a pause, by whom and why")
  void paused() {
    stream("quiet", FIRST, SECOND);
    assertThat(run("register", "quiet", "--active", FIRST).exitCode()).isEqualTo(Farshore.OK);
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.putObject("streamName").put("S", "quiet");
    item.putObject("entry").put("S", "settings#" + SECOND);
    item.putObject("paused").put("BOOL", true);
    item.putObject("pausedBy").put("S", "Ada");
    item.putObject("pausedReason").put("S", "a load test");
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("TableName", CONFIG);
    input.set("Item", item);
    LAB.get().call("test", SECOND, "dynamodb", "PutItem", input).join();

    assertThat(run("status", "quiet").out())
        .containsPattern("PAUSED +automatic failover to us-east-2, by Ada: a load test");
  }

  private static void stream(String name, String... regions) {
    for (String region : regions) {
      ObjectNode input = JsonNodeFactory.instance.objectNode();
      input.put("StreamName", name).put("ShardCount", 2);
      LAB.get().call("test", region, "kinesis", "CreateStream", input).join();
    }
  }

  private static List<String> epochs(String stream) {
    return LAB.get().items(FIRST, CONFIG).stream()
        .filter(item -> item.at("/streamName/S").asText().equals(stream))
        .map(item -> item.at("/entry/S").asText())
        .toList();
  }

  private static Typed run(String... arguments) {
    return Typed.at(LAB.get().endpoint().toString(), arguments);
  }
}
