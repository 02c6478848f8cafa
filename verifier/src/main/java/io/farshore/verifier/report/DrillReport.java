package io.farshore.verifier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.EvidenceFolder;
import io.farshore.verifier.evidence.EvidenceUnwritable;
import io.farshore.verifier.evidence.Json;
import io.farshore.verifier.judge.Verdict;
import io.farshore.verifier.judge.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A drill, judged.
 *
 * @param evidence what it left behind
 * @param verdict what that says
 * @param figures the same as numbers
 */
public record DrillReport(Evidence evidence, Verdict verdict, Figures figures) {

  /** Judges {@code evidence} and works the figures out. */
  public static DrillReport of(Evidence evidence) {
    Verdict verdict = Verifier.judge(evidence);
    return new DrillReport(evidence, verdict, new FiguresOf(evidence, verdict).figures());
  }

  /** The figures alone: what {@code --json} writes. */
  public String figuresJson() {
    return text(Json.shared().valueToTree(figures));
  }

  /** The figures, each guarantee's judgement, and the run: {@code report.json}. */
  public String json() {
    ObjectNode node = Json.shared().valueToTree(figures);
    node.set("judgements", Json.shared().valueToTree(verdict.judgements()));
    node.set("run", Json.shared().valueToTree(evidence.run()));
    return text(node);
  }

  /** The page: {@code report.html}. */
  public String html() {
    return new ReportPage(this).html();
  }

  /**
   * Writes the whole folder, the report and all evidence.
   *
   * @throws EvidenceUnwritable when a file can't be written
   */
  public void write(Path folder) {
    EvidenceFolder.write(folder, evidence);
    write(folder.resolve(EvidenceFolder.REPORT), json());
    write(folder.resolve(EvidenceFolder.PAGE), html());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException cause) {
      throw new EvidenceUnwritable(file, cause);
    }
  }

  private static String text(ObjectNode node) {
    try {
      return Json.shared().writeValueAsString(node) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
