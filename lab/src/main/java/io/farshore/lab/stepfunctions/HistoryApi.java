package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
    ObjectNode answer = Answers.object();
    ArrayNode events = answer.putArray("events");
    Request.Page<HistoryEvent> page = request.page(all, MOST_EVENTS);
    page.items().forEach(event -> events.add(json(event, data)));
    page.nextToken().ifPresent(token -> answer.put("nextToken", token));
    return answer;
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
