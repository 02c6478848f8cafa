package io.farshore.verifier.evidence;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a drill leaves behind.
 *
 * @param run what only the one who ran it knows
 * @param changeLogs one a producer
 * @param streams by Region; a lost Region's too
 * @param tables by Region
 * @param executions every execution of the state machine, in any Region
 */
public record Evidence(
    Run run,
    List<ChangeLog> changeLogs,
    Map<String, RegionStream> streams,
    Map<String, RegionTables> tables,
    List<Execution> executions) {
  /** Copies, Regions in order of name. */
  public Evidence {
    changeLogs = List.copyOf(changeLogs);
    streams = new TreeMap<>(streams);
    tables = new TreeMap<>(tables);
    executions = List.copyOf(executions);
  }
}
