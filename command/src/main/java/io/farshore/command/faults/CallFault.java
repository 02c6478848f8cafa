package io.farshore.command.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Arguments;
import io.farshore.command.UnusableInput;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A fault of calls to one service in one Region. */
@Command
abstract class CallFault extends FaultVerb {

  /** What people call services, where AWS signs for another name. */
  private static final Map<String, String> SIGNING_NAMES =
      Map.of(
          "stepfunctions", "states",
          "cloudwatch", "monitoring",
          "eventbridge", "events");

  private static final Set<String> SERVICES =
      Set.of(
          "kinesis",
          "dynamodb",
          "lambda",
          "states",
          "events",
          "scheduler",
          "monitoring",
          "logs",
          "route53",
          "sns",
          "sqs",
          "sts",
          "cloudformation");

  @Parameters(index = "0", paramLabel = "REGION", description = "the Region that is called")
  private String region;

  @Parameters(
      index = "1",
      paramLabel = "SERVICE[:OPERATION,...]",
      description = "such as kinesis, kinesis:PutRecords or dynamodb:PutItem,UpdateItem")
  private String calls;

  @Option(
      names = "--resource",
      paramLabel = "NAME",
      description = "only calls about this stream, table, function ...")
  private String resource;

  @Option(
      names = "--rate",
      paramLabel = "SHARE",
      description = "of the calls, 0.3 for three of ten; all without it")
  private Double rate;

  @Option(names = "--times", paramLabel = "N", description = "how often at most; then it is gone")
  private Integer times;

  CallFault(Map<String, String> environment) {
    super(environment);
  }

  ObjectNode scoped(String name) {
    ObjectNode fault = named(name).put("Region", region).put("Service", service());
    if (calls.contains(":")) {
      for (String operation : calls.substring(calls.indexOf(':') + 1).split(",")) {
        fault.withArray("Operations").add(operation.strip());
      }
    }
    if (resource != null) {
      fault.put("Resource", resource);
    }
    return fault;
  }

  String service() {
    String given = calls.split(":", 2)[0];
    String service = SIGNING_NAMES.getOrDefault(given, given);
    if (!SERVICES.contains(service)) {
      throw new UnusableInput(
          given
              + " is no service of the lab; use one of "
              + String.join(", ", SERVICES.stream().sorted().toList()));
    }
    return service;
  }

  @Override
  void limit(ObjectNode request) {
    if (rate != null) {
      if (!(rate > 0 && rate <= 1)) {
        throw new UnusableInput("--rate " + rate + " is out of range; use more than 0, up to 1");
      }
      request.put("Rate", rate);
    }
    if (times != null) {
      Arguments.atLeast("--times", times, 1);
      request.put("Times", times);
    }
  }
}
