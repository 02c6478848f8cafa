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
 */
public record Deployment(
    Path template, Path tables, String stream, Map<String, String> parameters) {

  /** Copies the parameters. */
  public Deployment {
    parameters = Map.copyOf(parameters);
  }

  /** Farshore's own templates. */
  public static Deployment ofHome(Path home, String stream, Map<String, String> parameters) {
    return new Deployment(
        home.resolve("template.yaml"), home.resolve("tables.yaml"), stream, parameters);
  }

  /** The same with another template of the Regional stacks. */
  public Deployment with(Path otherTemplate) {
    return new Deployment(otherTemplate, tables, stream, parameters);
  }

  /** The parameters of the stack in the Region whose peer is {@code peer}. */
  Map<String, String> parametersWith(String peer) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("StreamName", stream);
    all.put("PeerRegion", peer);
    return all;
  }
}
