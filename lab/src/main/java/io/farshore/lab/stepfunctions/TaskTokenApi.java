package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.stepfunctions.asl.StateError;
import io.farshore.lab.stepfunctions.execution.WaitingTask;

/** What comes back with a task token. */
final class TaskTokenApi {

  /** The beginning of every token; another text is no token at all. */
  static final String PREFIX = "AQB8AAAAKgAAAAM";

  private final ObjectMapper mapper = new ObjectMapper();

  ObjectNode succeed(Request request, RegionalStates states) {
    WaitingTask task = task(request, states);
    JsonNode output;
    try {
      output = mapper.readTree(request.text("output"));
    } catch (JsonProcessingException e) {
      throw StatesErrors.invalidOutput(e.getOriginalMessage());
    }
    task.succeed(output);
    return Answers.object();
  }

  ObjectNode fail(Request request, RegionalStates states) {
    task(request, states)
        .fail(
            new StateError(
                request.optional("error").orElse(""), request.optional("cause").orElse("")));
    return Answers.object();
  }

  ObjectNode heartbeat(Request request, RegionalStates states) {
    task(request, states).heartbeat();
    return Answers.object();
  }

  private static WaitingTask task(Request request, RegionalStates states) {
    String token = request.text("taskToken");
    return states.tokens().waiting(token).orElseThrow(() -> missing(token, states));
  }

  private static AwsError missing(String token, RegionalStates states) {
    if (states.tokens().ended(token)) {
      return StatesErrors.taskTimedOut();
    }
    return token.startsWith(PREFIX) ? StatesErrors.taskDoesNotExist() : StatesErrors.invalidToken();
  }
}
