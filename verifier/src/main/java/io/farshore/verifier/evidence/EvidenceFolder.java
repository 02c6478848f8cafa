package io.farshore.verifier.evidence;

import java.nio.file.Path;

/**
 * The folder that holds the evidence of one drill:
 *
 * <pre>
 * report.json                figures, and under "run" what only the drill knew
 * report.html                the same as a page
 * changes.jsonl              the change log as committed; of several producers one after another
 * changes-&lt;producer&gt;.jsonl   each producer's own, only when there are several
 * streams/&lt;Region&gt;.jsonl     one record a line, in shard order
 * streams/&lt;Region&gt;.shards.json  every shard with its parents, empty ones too
 * tables/&lt;Region&gt;.json       all items of both tables, DynamoDB JSON
 * executions/&lt;name&gt;.json     input, output, status, dates, history
 * </pre>
 */
public final class EvidenceFolder {
  /** The figures and the run. */
  public static final String REPORT = "report.json";

  /** The page. */
  public static final String PAGE = "report.html";

  static final String CHANGES = "changes.jsonl";

  private EvidenceFolder() {}

  /**
   * Reads a whole folder.
   *
   * @throws EvidenceUnreadable when a file is missing or is not what it should be
   */
  public static Evidence read(Path folder) {
    return new EvidenceReader(folder).read();
  }

  /**
   * Writes everything but {@link #REPORT} and {@link #PAGE}, over what is there of an earlier run.
   *
   * @throws EvidenceUnwritable when a file can't be written
   */
  public static void write(Path folder, Evidence evidence) {
    new EvidenceWriter(folder).write(evidence);
  }

  /** The name of a producer's own change log. */
  static String changesOf(String producer) {
    return "changes-" + producer.replaceAll("[^A-Za-z0-9._-]", "_") + ".jsonl";
  }
}
