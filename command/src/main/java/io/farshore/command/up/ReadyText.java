package io.farshore.command.up;

import io.farshore.core.epoch.Epoch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code up} says once everything is there.
 *
 * @param regions of the lab; Farshore is deployed in the first two
 * @param inForce the stream's epoch
 * @param stateMachines ARN of the state machine by Region
 * @param data where the state is kept; empty for in memory
 * @param took from the start of the JVM to now
 */
record ReadyText(
    URI endpoint,
    List<String> regions,
    String stream,
    int shards,
    Epoch inForce,
    Map<String, String> stateMachines,
    Optional<Path> data,
    Duration took) {

  private static final List<String> USUAL = List.of("us-east-1", "us-east-2");

  /** What a client needs in its environment. Older AWS CLIs and boto3 read the second name. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("AWS_REGION", regions.get(0));
    variables.put("AWS_DEFAULT_REGION", regions.get(0));
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    // Else TestState and StartSyncExecution go to sync-127.0.0.1, which is no host.
    variables.put("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
    return variables;
  }

  /** The lines, without line ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Farshore is up on %s after %.1f s: AWS Regions %s, Farshore in %s and %s."
            .formatted(
                endpoint,
                took.toMillis() / 1000.0,
                String.join(", ", regions),
                regions.get(0),
                regions.get(1)));
    lines.add("");
    lines.add(
        "  stream   %s, %d %s, in both Regions"
            .formatted(stream, shards, shards == 1 ? "shard" : "shards"));
    lines.add("  active   %s, epoch %d".formatted(inForce.activeRegion(), inForce.number()));
    lines.add(
        "  state    "
            + data.map(folder -> "kept in " + folder)
                .orElse("in memory, gone when this ends (--data DIR keeps it)"));
    lines.add("");
    lines.add("In another terminal, for AWS's tools and for ./farshore alike:");
    lines.add("");
    environment().forEach((name, value) -> lines.add("  export " + name + "=" + value));
    lines.add("");
    lines.add("Then, for example:");
    lines.add("");
    commands().forEach(command -> lines.add("  " + command));
    lines.add("");
    lines.add("How it is: ./farshore status " + stream + pair() + ". Ctrl-C ends it.");
    return lines;
  }

  /** Five commands that work when they are pasted, in this order. */
  List<String> commands() {
    String standby = standby();
    return List.of(
        "aws kinesis list-streams --region " + standby,
        "./farshore produce " + stream + " samples/changes.jsonl --from-start" + pair(),
        "./farshore tail %s --region %s --from TRIM_HORIZON --limit 5%s"
            .formatted(stream, standby, pair()),
        "./farshore fault region-loss %s --for 60s".formatted(inForce.activeRegion()),
        "./farshore failover %s --yes%s".formatted(stream, pair()));
  }

  private String standby() {
    String active = inForce.activeRegion().name();
    return regions.get(0).equals(active) ? regions.get(1) : regions.get(0);
  }

  private String pair() {
    List<String> two = regions.subList(0, 2);
    return two.equals(USUAL) ? "" : " --regions " + String.join(",", two);
  }
}
