package io.farshore.conformance.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.MapRunListItem;

/** State machines of one distributed Map, and what is known of its runs. */
final class DistributedMap {

  static final String PASS = "'P':{'Type':'Pass','End':true}";

  private DistributedMap() {}

  static Machine map(Aws aws, String fields, String startAt, String states) {
    return map(aws, fields, "STANDARD", startAt, states);
  }

  static Machine map(Aws aws, String fields, String type, String startAt, String states) {
    return Machine.of(
        aws,
        "M",
        """
        'M':{'Type':'Map','End':true,%s'ItemProcessor':{'StartAt':'%s','States':{%s},
          'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'%s'}}}"""
            .formatted(fields, startAt, states, type));
  }

  static MapRunListItem mapRun(Machine machine, String executionArn) {
    List<MapRunListItem> runs =
        machine.states().listMapRuns(r -> r.executionArn(executionArn)).mapRuns();
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  static DescribeMapRunResponse describe(Machine machine, String mapRunArn) {
    return machine.states().describeMapRun(r -> r.mapRunArn(mapRunArn));
  }

  static List<ExecutionListItem> children(Machine machine, String mapRunArn) {
    return machine.states().listExecutions(r -> r.mapRunArn(mapRunArn)).executions();
  }
}
