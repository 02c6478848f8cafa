package io.farshore.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.EvidenceFolder;
import io.farshore.verifier.evidence.EvidenceUnreadable;
import io.farshore.verifier.judge.Verifier;
import io.farshore.verifier.report.DrillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
