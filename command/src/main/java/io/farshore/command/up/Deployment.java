package io.farshore.command.up;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is deployed in a lab. Immutable.
 *
 * @param template of the stack of each of the two Regions
 * @param tables the template of the two global tables
 * @param stream the stream's name
 * @param parameters of both Regional stacks, beside the stream's name and the peer
 * @param tableParameters of the tables' stack, beside the Regions
 */
public record Deployment(
    Path template,
    Path tables,
    String stream,
    Map<String, String> parameters,
    Map<String, String> tableParameters) {

  /** Copies the parameters. */
  public Deployment {
    parameters = Map.copyOf(parameters);
    tableParameters = Map.copyOf(tableParameters);
  }

  /** With the tables as they are by default. */
  public Deployment(Path template, Path tables, String stream, Map<String, String> parameters) {
    this(template, tables, stream, parameters, Map.of());
  }

  /** Farshore's own templates. */
  public static Deployment ofHome(Path home, String stream, Map<String, String> parameters) {
    return new Deployment(
        home.resolve("template.yaml"), home.resolve("tables.yaml"), stream, parameters, Map.of());
  }

  /** The same with another template of the Regional stacks. */
  public Deployment with(Path otherTemplate) {
    return new Deployment(otherTemplate, tables, stream, parameters, tableParameters);
  }

  /** The same with these parameters of the tables' stack. */
  public Deployment with(Map<String, String> otherTableParameters) {
    return new Deployment(template, tables, stream, parameters, otherTableParameters);
  }

  /** The parameters of the stack in the Region whose peer is {@code peer}. */
  Map<String, String> parametersWith(String peer) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("StreamName", stream);
    all.put("PeerRegion", peer);
    return all;
  }
}
