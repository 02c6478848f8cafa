package io.farshore.lab.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailoverDefinitionTest {

  @Test
  @DisplayName("The project's own state machine is valid once its substitutions are made")
  void theFailoverMachineIsValid() throws IOException {
    String source = Files.readString(Path.of("../statemachines/failover.asl.json"));
    String arn = "arn:aws:lambda:us-east-2:111122223333:function:f";
    String numbers = source.replaceAll("\\$\\{\\w*Seconds\\}", "5");
    var answer =
        new States()
            .api(
                "ValidateStateMachineDefinition",
                Answers.object().put("definition", numbers.replaceAll("\\$\\{\\w+\\}", arn)));
    assertThat(answer.get("diagnostics")).isEmpty();
  }
}
