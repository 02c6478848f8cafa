package io.farshore.command.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.command.Farshore;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farshore fault}: breaks something in a running lab. */
@Command(
    name = "fault",
    description = {
      "Breaks something in a running lab (./farshore up), never in AWS.",
      "Without the name of a fault it lists what is broken."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      OtherFaults.RegionLoss.class,
      OtherFaults.Partition.class,
      OtherFaults.CallerCut.class,
      CallFaults.Unreachable.class,
      CallFaults.Fails.class,
      CallFaults.Throttled.class,
      CallFaults.Slow.class,
      CallFaults.AnswerLost.class,
      OtherFaults.RecordsRefused.class,
      OtherFaults.ShardThrottled.class,
      OtherFaults.FunctionKilled.class,
      OtherFaults.TablesDelayed.class
    },
    footer = {"", "For example: ./farshore fault region-loss us-east-1 --for 60s"})
public final class FaultCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private LabOptions lab;

  private final Map<String, String> environment;

  /** With the process's environment, for the endpoint. */
  FaultCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    JsonNode list = lab.open(environment).call("ListFaults", JsonNodeFactory.instance.objectNode());
    PrintWriter out = spec.commandLine().getOut();
    if (lab.json()) {
      out.println(list);
    } else if (list.path("Faults").isEmpty()) {
      out.println("Nothing is broken. What could be: ./farshore fault --help");
    } else {
      list.path("Faults").forEach(fault -> out.println(FaultWords.line(fault)));
      out.println("Heal all of it with: ./farshore heal --all");
    }
    out.flush();
    return Farshore.OK;
  }
}
