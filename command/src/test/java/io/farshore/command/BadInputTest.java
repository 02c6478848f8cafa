package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Bad input: a message that names the fix, exit code 2, nothing begun")
class BadInputTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongOptions")
  void wrongOptions(List<String> arguments, String fix) {
    Said said = run(arguments.toArray(String[]::new));
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains(fix).doesNotContain("\tat ");
  }

  static Stream<Arguments> wrongOptions() {
    return Stream.of(
        Arguments.of(List.of(), "Which command? One of up, drill"),
        Arguments.of(List.of("drill", "--fault", "flood"), "use region-loss, partition or none"),
        Arguments.of(List.of("drill", "--at", "noon"), "use percent of the log (50%)"),
        Arguments.of(List.of("drill", "--at", "101%"), "use 0% to 100%"),
        Arguments.of(List.of("drill", "--shards", "0"), "use 1 to 64"),
        Arguments.of(List.of("drill", "--rate", "0"), "use 1 to 5000"),
        Arguments.of(List.of("drill", "--changes", "many"), "--changes"),
        Arguments.of(List.of("drill", "--fault", "none"), "use --trigger manual"),
        Arguments.of(
            List.of("drill", "--mode", "switchover", "--trigger", "alarm"), "use --trigger manual"),
        Arguments.of(
            List.of("drill", "--mode", "switchover", "--fault", "region-loss"),
            "use --fault none, or --mode failover"),
        Arguments.of(
            List.of("register", "orders", "--active", "eu-west-1"),
            "neither us-east-1 nor us-east-2"),
        Arguments.of(List.of("register", "no/stream", "--active", "us-east-1"), "STREAM"),
        Arguments.of(List.of("status", "orders", "--regions", "us-east-1"), "name two"),
        Arguments.of(List.of("status", "orders", "--stream", "other"), "give one"),
        Arguments.of(List.of("status", "no/stream"), "STREAM"),
        Arguments.of(List.of("simulate", "--seeds", "9..1"), "has none; write it as 1..9"),
        Arguments.of(List.of("simulate", "--seeds", "1-9"), "write it as 1..500"),
        Arguments.of(List.of("simulate", "--seeds", "1..2", "--events", "0"), "use 1 or more"),
        Arguments.of(List.of("simulate", "--seeds", "1..2", "--jobs", "0"), "use 1 or more"),
        Arguments.of(List.of("simulate", "--seeds", "1..2", "--faults", "flood"), "not known; use"),
        Arguments.of(
            List.of("simulate", "--seeds", "1..2", "--faults", "all,flood"),
            "--faults: \"flood\" is not known; use"),
        Arguments.of(List.of("simulate", "--sabotage", "all"), "not known; use"),
        Arguments.of(List.of("simulate", "--sabotage", "none"), "not known; use fail-open"),
        Arguments.of(
            List.of("simulate", "--drop", "3"),
            "--drop is of no use without --replay; add --replay SEED"),
        Arguments.of(
            List.of("simulate", "--without", "split"),
            "--without is of no use without --replay; add --replay SEED"),
        Arguments.of(
            List.of("simulate", "--strikes", "3"),
            "--strikes is of no use without --replay; add --replay SEED"),
        Arguments.of(
            List.of("simulate", "--replay", "1", "--without", "flood"),
            "--without: \"flood\" is not known; use"),
        Arguments.of(
            List.of("simulate", "--replay", "5", "--seeds", "1..9"),
            "--replay plays one seed and takes no --seeds; leave one of the two out"),
        Arguments.of(
            List.of("simulate", "--table", "--seeds", "1..9"),
            "takes no --seeds; leave one of the two out"),
        Arguments.of(
            List.of("simulate", "--table", "--json", "out.json"),
            "takes no --json; leave one of the two out"),
        Arguments.of(
            List.of("simulate", "--seeds", "1..2", "--json", "/nonexistent/out.json"),
            "--json /nonexistent/out.json can't be written; name a file"),
        Arguments.of(List.of("simulate", "--replay", "1", "--drop", "5-3"), "write it as 3-5"),
        Arguments.of(List.of("pause", "orders"), "--reason"),
        Arguments.of(
            List.of("pause", "orders", "--reason", "r", "--until", "noon"), "write 30m, 2h, 1d"),
        Arguments.of(
            List.of("pause", "orders", "--reason", "r", "--until", "2020-01-01T00:00:00Z"),
            "is over already"),
        Arguments.of(List.of("history", "orders", "--limit", "0"), "use 1 or more"),
        Arguments.of(List.of("history", "orders", "--since", "noon"), "write 30m, 2h, 1d"),
        Arguments.of(List.of("watch", "orders", "--interval", "0"), "1 or more"),
        Arguments.of(List.of("verify", "no-such-folder"), "no-such-folder"));
  }

  @Test
  void aLineThatIsNotJson() throws IOException {
    assertThat(drillOn("{\"key\":\"a\",\"commitTimestamp\":\"2026-01-01T00:00:00Z\"}\nnonsense\n"))
        .contains("line 2")
        .contains("JSON");
  }

  @Test
  void aLineWithoutCommitTimestamp() throws IOException {
    assertThat(drillOn("{\"key\":\"a\"}\n")).contains("line 1").contains("commitTimestamp");
  }

  @Test
  void aLogWithoutChanges() throws IOException {
    assertThat(drillOn("")).contains("has no changes");
  }

  @Test
  void aFileThatIsNotThere() {
    Said said = run("drill", "--input", folder.resolve("none.jsonl").toString());
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains("none.jsonl");
  }

  @Test
  void aReportFolderWithOtherFiles() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "dear");
    Said said = run("drill", "--report", folder.toString());
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains("--report").contains("holds other files");
    assertThat(folder.resolve("thesis.txt")).exists();
  }

  @Test
  void aReportFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Said said = run("drill", "--report", file.resolve("report").toString());
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains("--report").contains("can't be written");
  }

  @Test
  void aJsonFileThatCannotBeWritten() {
    Said said = run("drill", "--json", folder.resolve("none/out.json").toString());
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).contains("--json");
  }

  @Test
  void aPortInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Said said = run("drill", "--port", "" + other.getLocalPort());
      assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
      assertThat(said.err()).contains("" + other.getLocalPort()).contains("another port");
    }
  }

  private String drillOn(String log) throws IOException {
    Path input = Files.writeString(folder.resolve("changes.jsonl"), log);
    Said said = run("drill", "--input", input.toString());
    assertThat(said.exitCode()).isEqualTo(Farshore.USAGE);
    assertThat(said.err()).doesNotContain("\tat ");
    return said.err();
  }

  private static Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Farshore.configured(Map.of())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }

  private record Said(int exitCode, String out, String err) {}
}
