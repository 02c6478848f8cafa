package io.farshore.conformance.states;

import static io.farshore.conformance.states.DistributedMap.PASS;
import static io.farshore.conformance.states.DistributedMap.children;
import static io.farshore.conformance.states.DistributedMap.describe;
import static io.farshore.conformance.states.DistributedMap.map;
import static io.farshore.conformance.states.DistributedMap.mapRun;
import static io.farshore.conformance.states.Machine.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class MapItemsTest {

  private final Aws aws = Aws.shared();

  @Test
  @DisplayName("ItemSelector sees item, state and variables")
  void selects() {
    try (Machine machine =
        Machine.of(
            aws,
            "A",
            """
            'A':{'Type':'Pass','Assign':{'v':1},'Next':'M'},
            'M':{'Type':'Map','End':true,'Items':'{% $states.input.items %}',
              'ItemSelector':{'i':'{% $states.context.Map.Item.Index %}',
                'value':'{% $states.context.Map.Item.Value %}','v':'{% $v %}',
                'all':'{% $count($states.input.items) %}'},
              'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Pass','End':true}},
                'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}}}""")) {
      assertThat(machine.output("{'items':['a','b']}"))
          .isEqualTo(json("[{'i':0,'value':'a','v':1,'all':2},{'i':1,'value':'b','v':1,'all':2}]"));
    }
  }

  @Test
  @DisplayName("variables around the Map are not seen inside")
  void scopes() {
    try (Machine machine =
        Machine.of(
            aws,
            "A",
            """
            'A':{'Type':'Pass','Assign':{'v':1},'Next':'M'},
            'M':{'Type':'Map','End':true,'Items':[1],
              'ItemProcessor':{'StartAt':'P','States':{
                'P':{'Type':'Pass','Assign':{'v':2},'Next':'Q'},
                'Q':{'Type':'Pass','Output':'{% $v %}','End':true}},
                'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}},
              'Output':['{% $states.result[0] %}','{% $v %}']}""")) {
      assertThat(machine.output("{}")).isEqualTo(json("[2,1]"));
    }
    try (Machine machine =
        Machine.of(
            aws,
            "A",
            """
            'A':{'Type':'Pass','Assign':{'v':1},'Next':'M'},
            'M':{'Type':'Map','End':true,'Items':[1],
              'ItemProcessor':{'StartAt':'Q','States':{
                'Q':{'Type':'Pass','Output':'{% $v %}','End':true}},
                'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}}}""")) {
      assertThat(machine.run("{}").status()).isEqualTo(ExecutionStatus.FAILED);
    }
  }

  @Test
  @DisplayName("an object is gone over by its pairs")
  void objects() {
    try (Machine machine = map(aws, "", "P", PASS)) {
      assertThat(machine.output("{'a':1,'b':2}"))
          .isEqualTo(json("[{'Key':'a','Value':1},{'Key':'b','Value':2}]"));
    }
    try (Machine machine =
        map(aws, "'ItemSelector':'{% $states.context.Map.Item.Key %}',", "P", PASS)) {
      assertThat(machine.output("{'a':1,'b':2}")).isEqualTo(json("['a','b']"));
    }
  }

  @Test
  @DisplayName("ItemBatcher puts items together by number, with an input for each batch")
  void batches() {
    try (Machine machine =
        map(
            aws,
            """
            'Items':'{% $states.input.items %}','ItemBatcher':{
              'MaxItemsPerBatch':'{% $states.input.most %}',
              'BatchInput':{'common':'{% $states.input.most %}'}},""",
            "P",
            PASS)) {
      DescribeExecutionResponse execution = machine.run("{'most':2,'items':[1,2,3]}");

      assertThat(json(execution.output()))
          .isEqualTo(
              json(
                  "[{'BatchInput':{'common':2},'Items':[1,2]},"
                      + "{'BatchInput':{'common':2},'Items':[3]}]"));
      String mapRunArn = mapRun(machine, execution.executionArn()).mapRunArn();
      DescribeMapRunResponse run = describe(machine, mapRunArn);
      assertThat(run.itemCounts().succeeded()).isEqualTo(3);
      assertThat(run.executionCounts().succeeded()).isEqualTo(2);
      assertThat(children(machine, mapRunArn))
          .extracting(ExecutionListItem::itemCount)
          .containsExactlyInAnyOrder(2, 1);
    }
  }

  @Test
  @DisplayName("ItemBatcher keeps each batch's input below a size in bytes")
  void batchesBySize() {
    String size = "'ItemBatcher':{'MaxInputBytesPerBatch':%d},";
    int two = "{\"Items\":[\"aaaa\",\"bbbb\"]}".length();
    try (Machine machine = map(aws, size.formatted(two), "P", PASS)) {
      assertThat(machine.output("['aaaa','bbbb','cccc']"))
          .isEqualTo(json("[{'Items':['aaaa','bbbb']},{'Items':['cccc']}]"));
    }
    try (Machine machine = map(aws, size.formatted(two - 1), "P", PASS)) {
      assertThat(machine.output("['aaaa','bbbb','cccc']").size()).isEqualTo(3);
    }
  }
}
