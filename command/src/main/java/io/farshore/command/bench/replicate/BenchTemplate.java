package io.farshore.command.bench.replicate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Farshore's template with another handler, another batch size or further variables of the
 * replicator, and nothing else changed.
 */
final class BenchTemplate {

  private static final String RESOURCE = "  KinesisReplicator:\n";
  private static final String ROLE = "  KinesisReplicatorRole:\n";
  private static final String CODE = "      CodeUri: functions/target/farshore-functions.jar\n";
  private static final String HANDLER =
      "      Handler: io.farshore.functions.replicator.KinesisReplicator\n";
  private static final String VARIABLES = "        Variables:\n";
  private static final String PEER_STREAM = "              - Sid: WritePeerStream\n";

  private final Path home;
  private final Map<String, String> changes = new LinkedHashMap<>();
  private OptionalInt batchSize = OptionalInt.empty();
  private final StringBuilder variables = new StringBuilder(VARIABLES);

  /**
   * Of the template in a folder.
   *
   * @param home the folder
   */
  BenchTemplate(Path home) {
    this.home = home.toAbsolutePath();
  }

  /** Runs the code in {@code folder} in the replicator's place. */
  BenchTemplate handler(String handler, Path folder) {
    changes.put(HANDLER, "      Handler: " + handler + "\n");
    changes.put(CODE, "      CodeUri: " + folder + "\n");
    return this;
  }

  /** Another size of a batch. */
  BenchTemplate batchSize(int records) {
    batchSize = OptionalInt.of(records);
    return this;
  }

  /** One more variable of the replicator. */
  BenchTemplate variable(String name, String value) {
    variables.append("          ").append(name).append(": \"").append(value).append("\"\n");
    changes.put(VARIABLES, variables.toString());
    return this;
  }

  /** Lets the replicator write as the per-record one does. */
  BenchTemplate mayWriteRecordByRecord() {
    changes.put(
        PEER_STREAM,
        """
                      - Sid: WriteRecordByRecord
                        Effect: Allow
                        Action: [kinesis:PutRecord, dynamodb:PutItem]
                        Resource: "*"
        """
            + PEER_STREAM);
    return this;
  }

  /**
   * Writes it into a folder.
   *
   * @throws IllegalStateException when the template has not what is to be changed
   * @throws IOException when it can't be read or written
   */
  Path write(Path folder) throws IOException {
    String template = Files.readString(home.resolve("template.yaml"));
    int from = template.indexOf(RESOURCE);
    int role = template.indexOf(ROLE, from);
    int to = template.indexOf("\n\n", role);
    if (from < 0 || role < 0 || to < 0) {
      throw new IllegalStateException(
          "template.yaml has no resource KinesisReplicator and its role");
    }
    String replicator = template.substring(from, to + 1);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!replicator.contains(change.getKey())) {
        throw new IllegalStateException(
            "template.yaml: KinesisReplicator has no line \"" + change.getKey().strip() + "\"");
      }
      replicator = replicator.replace(change.getKey(), change.getValue());
    }
    if (batchSize.isPresent()) {
      replicator =
          replicator.replaceFirst("BatchSize: [0-9]+", "BatchSize: " + batchSize.getAsInt());
    }
    String changed =
        (template.substring(0, from) + replicator + template.substring(to + 1))
            .replace("CodeUri: functions/", "CodeUri: " + home + "/functions/")
            .replace("DefinitionUri: ", "DefinitionUri: " + home + "/");
    return Files.writeString(folder.resolve("template.yaml"), changed);
  }
}
