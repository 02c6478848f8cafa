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
 * @param regionalParameters by Region: those in which the two stacks differ
 * @param tableParameters of the tables' stack, beside the Regions
 */
public record Deployment(
    Path template,
    Path tables,
    String stream,
    Map<String, String> parameters,
    Map<String, Map<String, String>> regionalParameters,
    Map<String, String> tableParameters) {

  /** Copies the parameters. */
  public Deployment {
    parameters = Map.copyOf(parameters);
    regionalParameters = Map.copyOf(regionalParameters);
    tableParameters = Map.copyOf(tableParameters);
  }

  /** With the tables as they are by default. */
  public Deployment(Path template, Path tables, String stream, Map<String, String> parameters) {
    this(template, tables, stream, parameters, Map.of(), Map.of());
  }

  /** Farshore's own templates. */
  public static Deployment ofHome(Path home, String stream, Map<String, String> parameters) {
    return new Deployment(
        home.resolve("template.yaml"), home.resolve("tables.yaml"), stream, parameters);
  }

  /** The same with another template of the Regional stacks. */
  public Deployment with(Path otherTemplate) {
    return new Deployment(
        otherTemplate, tables, stream, parameters, regionalParameters, tableParameters);
  }

  /** The same with these parameters of one Region's stack beside those of both. */
  public Deployment in(String region, Map<String, String> regional) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>(regionalParameters);
    all.put(region, Map.copyOf(regional));
    return new Deployment(template, tables, stream, parameters, all, tableParameters);
  }

  /** The same with these parameters of the tables' stack. */
  public Deployment with(Map<String, String> otherTableParameters) {
    return new Deployment(
        template, tables, stream, parameters, regionalParameters, otherTableParameters);
  }

  /** The parameters of the stack in a Region whose peer is {@code peer}. */
  Map<String, String> parametersIn(String region, String peer) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putAll(regionalParameters.getOrDefault(region, Map.of()));
    all.put("StreamName", stream);
    all.put("PeerRegion", peer);
    return all;
  }
}
