package io.farshore.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.verifier.evidence.ChangeLog;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.EvidenceFolder;
import io.farshore.verifier.evidence.EvidenceUnreadable;
import io.farshore.verifier.judge.Verifier;
import io.farshore.verifier.report.DrillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The evidence folder")
class EvidenceFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    DrillReport.of(new SampleDrill().evidence()).write(folder);
  }

  @Test
  void saysTheSameWhenItIsReadAgain() {
    Evidence again = EvidenceFolder.read(folder);

    DrillReport before = DrillReport.of(new SampleDrill().evidence());
    assertThat(DrillReport.of(again).json()).isEqualTo(before.json());
    assertThat(Verifier.judge(again)).isEqualTo(before.verdict());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report.json",
        "changes.jsonl",
        "streams/us-east-1.jsonl",
        "tables/us-east-2.json",
      })
  void namesAMissingFile(String file) throws IOException {
    Files.delete(folder.resolve(file));

    assertThatThrownBy(() -> EvidenceFolder.read(folder))
        .isInstanceOf(EvidenceUnreadable.class)
        .hasMessageContaining(file)
        .hasMessageContaining("is missing. Give the folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report.json",
        "streams/us-east-1.jsonl",
        "tables/us-east-2.json",
        "executions/alarm-1.json"
      })
  void namesAFileThatWasCutOff(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    Files.write(folder.resolve(file), java.util.Arrays.copyOf(bytes, bytes.length - 20));

    assertThatThrownBy(() -> EvidenceFolder.read(folder))
        .isInstanceOf(EvidenceUnreadable.class)
        .hasMessageContaining(file);
  }

  @Test
  void namesALineThatIsNoRecord() throws IOException {
    Path file = folder.resolve("streams/us-east-2.jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("\"data\"", "\"dada\""));

    assertThatThrownBy(() -> EvidenceFolder.read(folder))
        .hasMessageContaining("us-east-2.jsonl: line 1 is no record")
        .hasMessageContaining("base64");
  }

  @Test
  void keepsTheChangeLogsOfSeveralProducersApart() throws IOException {
    SampleDrill drill = new SampleDrill();
    byte[] line = "{\"key\":\"k1\",\"commitTimestamp\":1772359200}".getBytes(UTF_8);
    drill.otherLogs.add(new ChangeLog("p2", List.of(line)));
    drill
        .streams
        .get(SampleDrill.TWO)
        .get(SampleDrill.shard(1))
        .add(drill.record("k1", line, 9_999));
    DrillReport.of(drill.evidence()).write(folder);

    Evidence again = EvidenceFolder.read(folder);

    assertThat(again.changeLogs()).extracting(ChangeLog::producer).containsExactly("p1", "p2");
    assertThat(Verifier.judge(again).committed()).isEqualTo(61);
    assertThat(Verifier.judge(again).passed()).isTrue();

    Files.writeString(folder.resolve("changes.jsonl"), "{}\n");
    assertThatThrownBy(() -> EvidenceFolder.read(folder))
        .hasMessageContaining("is not what the producers' own change logs are");
  }

  @Test
  void readsWithoutTheListOfShards() throws IOException {
    Files.delete(folder.resolve("streams/us-east-1.shards.json"));

    assertThat(Verifier.judge(EvidenceFolder.read(folder)).passed()).isTrue();
  }

  @Test
  void leavesNothingOfAnEarlierRun() throws IOException {
    Path old = folder.resolve("executions/old.json");
    Files.writeString(old, "{}");

    EvidenceFolder.write(folder, new SampleDrill().evidence());

    assertThat(old).doesNotExist();
  }

  @Test
  void thePageIsSelfContainedAndEscaped() throws IOException {
    String page = Files.readString(folder.resolve("report.html"));

    assertThat(page)
        .contains("Nothing is lost, and nothing is out of order.")
        .contains("&lt;b&gt;&amp;&#39;escaped&#39;&lt;/b&gt;")
        .doesNotContain("<b>&'escaped")
        .doesNotContain("http://", "https://", "<script", "url(");
  }
}
