package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.Alias.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The state machines of one Region in a file, written anew at each change. */
final class MachineFile {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path file;
  private final KeptJson json;

  MachineFile(Path file, KeptJson json) {
    this.file = file;
    this.json = json;
  }

  void save(Iterable<StateMachine> machines) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    machines.forEach(machine -> all.add(write(machine)));
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, all.toString());
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("State machines can't be kept in " + file, e);
    }
  }

  private static ObjectNode write(StateMachine machine) {
    ObjectNode json =
        Answers.object()
            .put("arn", machine.arn())
            .put("name", machine.name())
            .put("type", machine.type().name())
            .put("createdAt", machine.createdAt().toString())
            .put("published", machine.published());
    json.set("current", KeptJson.revision(machine.current()));
    ObjectNode tags = json.putObject("tags");
    machine.tags().forEach(tags::put);
    ArrayNode versions = json.putArray("versions");
    for (Version version : machine.versions().values()) {
      versions
          .addObject()
          .put("number", version.number())
          .put("description", version.description())
          .put("createdAt", version.createdAt().toString())
          .put("isCurrent", version.revision() == machine.current())
          .set("revision", KeptJson.revision(version.revision()));
    }
    ArrayNode aliases = json.putArray("aliases");
    machine.aliases().values().forEach(alias -> write(alias, aliases.addObject()));
    return json;
  }

  private static void write(Alias alias, ObjectNode json) {
    json.put("name", alias.name())
        .put("description", alias.description())
        .put("createdAt", alias.createdAt().toString())
        .put("updatedAt", alias.updatedAt().toString());
    ObjectNode routes = json.putObject("routes");
    alias.routes().forEach(route -> routes.put(route.versionArn(), route.weight()));
  }

  List<StateMachine> load() {
    List<StateMachine> machines = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        mapper.readTree(Files.readString(file)).forEach(one -> machines.add(read(one)));
      } catch (IOException e) {
        throw new UncheckedIOException("State machines can't be read from " + file, e);
      }
    }
    return machines;
  }

  private StateMachine read(JsonNode kept) {
    MachineType type = MachineType.valueOf(kept.get("type").asText());
    Revision current = json.revision(kept.get("current"), type);
    StateMachine machine =
        new StateMachine(
            kept.get("arn").asText(),
            kept.get("name").asText(),
            type,
            current,
            time(kept, "createdAt"),
            kept.get("published").asInt());
    kept.get("tags")
        .properties()
        .forEach(e -> machine.tags().put(e.getKey(), e.getValue().asText()));
    for (JsonNode version : kept.get("versions")) {
      int number = version.get("number").asInt();
      machine
          .versions()
          .put(
              number,
              new Version(
                  machine.arn() + ":" + number,
                  number,
                  version.get("isCurrent").asBoolean()
                      ? current
                      : json.revision(version.get("revision"), type),
                  version.get("description").asText(),
                  time(version, "createdAt")));
    }
    kept.get("aliases").forEach(alias -> read(alias, machine));
    return machine;
  }

  private static void read(JsonNode kept, StateMachine machine) {
    List<Route> routes = new ArrayList<>();
    kept.get("routes")
        .properties()
        .forEach(e -> routes.add(new Route(e.getKey(), e.getValue().asInt())));
    String name = kept.get("name").asText();
    machine
        .aliases()
        .put(
            name,
            new Alias(
                machine.arn() + ":" + name,
                name,
                kept.get("description").asText(),
                List.copyOf(routes),
                time(kept, "createdAt"),
                time(kept, "updatedAt")));
  }

  private static Instant time(JsonNode json, String member) {
    return Instant.parse(json.get(member).asText());
  }
}
