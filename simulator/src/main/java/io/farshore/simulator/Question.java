package io.farshore.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.Tasks;

/** The item by which the alarms of one failover ask a person one question, in one Region. */
final class Question {

  private String epoch = "";
  private String askedBy = "";
  private String askedUntil = "";

  /** Asks it, unless another execution has asked about the same epoch and still may be answered. */
  Tasks.Answer ask(JsonNode values) {
    String about = values.at("/:epoch/N").asText();
    String by = values.at("/:execution/S").asText();
    boolean stands =
        epoch.equals(about) && askedUntil.compareTo(values.at("/:now/S").asText()) >= 0;
    if (stands && !askedBy.equals(by)) {
      return new Tasks.Failed(
          new StateError("DynamoDB.ConditionalCheckFailedException", "asked already"));
    }
    epoch = about;
    askedBy = by;
    askedUntil = values.at("/:until/S").asText();
    return new Tasks.Succeeded(JsonNodeFactory.instance.objectNode());
  }
}
