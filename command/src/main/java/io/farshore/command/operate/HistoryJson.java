package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Something that happened, for machines; {@code docs/commands.md} describes it. Pure. */
final class HistoryJson {

  private HistoryJson() {}

  static ObjectNode of(Past past) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("what", past.what());
    json.put("outcome", past.outcome());
    past.reason().ifPresent(reason -> json.put("reason", reason));
    StatusJson.put(json, "startedAt", Optional.of(past.startedAt()));
    StatusJson.put(json, "endedAt", past.endedAt());
    json.put("region", past.region().name());
    json.put("execution", past.name());
    json.put("startedBy", past.startedBy());
    if (past.report().isObject()) {
      json.set("report", past.report());
    }
    return json;
  }
}
