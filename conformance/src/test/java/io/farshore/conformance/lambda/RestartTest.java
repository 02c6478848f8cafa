package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Batches;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;

/** What a lab adds to AWS: it can be restarted. */
class RestartTest {

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "a lab that keeps its data: a new deployment's mapping goes on where the old stopped")
  void positionsSurvive() {
    LabSettings settings = LabSettings.usual().onPort(0).keptIn(folder);
    String stream;
    try (Lab lab = Lab.start(settings)) {
      Aws aws = Aws.at(lab.endpoint(), lab.regions());
      Stream made = new Stream(aws, 1);
      stream = made.name();
      made.put("before");
      UploadedFunction function = UploadedFunction.of(aws, Batches.class, "copy", r -> {});
      Mapped mapping =
          Mapped.of(aws, made, function, r -> r.startingPosition(EventSourcePosition.LATEST));
      made.put("handled");
      await().until(() -> function.batches().contains("handled"));
      mapping.update(r -> r.enabled(false));
      made.put("waiting");
    }
    try (Lab lab = Lab.start(settings)) {
      Aws aws = Aws.at(lab.endpoint(), lab.regions());
      Stream kept = new Stream(aws, stream);
      kept.awaitActive();
      UploadedFunction function = UploadedFunction.of(aws, Batches.class, "copy", r -> {});
      Mapped mapping =
          Mapped.of(aws, kept, function, r -> r.startingPosition(EventSourcePosition.LATEST));
      kept.put("new");

      await().until(() -> String.join(" ", function.batches()).endsWith("new"));
      assertThat(String.join(" ", function.batches())).isEqualTo("waiting new");
      assertThat(mapping.get().state()).isEqualTo("Enabled");
    }
  }
}
