package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.execution.HistoryEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The history of an execution, page by page. */
final class HistoryApi {

  private static final int MOST_EVENTS = 1_000;
  private static final Set<String> DATA =
      Set.of("input", "output", "parameters", "assignedVariables");

  ObjectNode history(Request request, RegionalStates states) {
    Execution execution = states.execution(request.text("executionArn"));
    List<HistoryEvent> all = execution.events();
    if (request.flag("reverseOrder", false)) {
      all = new ArrayList<>(all);
      Collections.reverse(all);
    }
    boolean data = request.flag("includeExecutionData", true);
    return request.page("events", all, MOST_EVENTS, event -> json(event, data));
  }

  private static ObjectNode json(HistoryEvent event, boolean data) {
    ObjectNode json =
        Answers.object()
            .put("timestamp", Answers.time(event.timestamp()))
            .put("type", event.type())
            .put("id", event.id())
            .put("previousEventId", event.previousEventId());
    if (!event.detailsName().isEmpty()) {
      ObjectNode details = event.details();
      json.set(event.detailsName(), data ? details : details.deepCopy().remove(DATA));
    }
    return json;
  }
}
