package io.farshore.command.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Farshore;
import io.farshore.command.UnusableInput;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farshore heal}: ends faults in a running lab. */
@Command(
    name = "heal",
    description = "Ends a fault in a running lab, or all of them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class HealCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private LabOptions lab;

  @Parameters(
      paramLabel = "FAULT",
      arity = "0..1",
      description = "its name, such as f1; ./farshore fault lists them")
  private String id;

  @Option(names = "--all", description = "all that is broken")
  private boolean all;

  private final Map<String, String> environment;

  /** With the process's environment, for the endpoint. */
  HealCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (all == (id != null)) {
      throw new UnusableInput("Name one fault (./farshore fault lists them), or use --all");
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    JsonNode answer =
        lab.open(environment)
            .call("HealFaults", all ? request.put("All", true) : request.put("FaultId", id));
    PrintWriter out = spec.commandLine().getOut();
    if (lab.json()) {
      out.println(answer);
    } else if (answer.path("Healed").isEmpty()) {
      out.println("Nothing was broken.");
    } else {
      answer.path("Healed").forEach(fault -> out.println("Healed " + FaultWords.line(fault)));
    }
    out.flush();
    return Farshore.OK;
  }
}
