package io.farshore.command.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The faults of calls. */
final class CallFaults {

  private CallFaults() {}

  @Command(
      name = "service-fails",
      description = "Calls are answered with an error, and not applied.")
  static final class Fails extends CallFault {

    @Option(
        names = "--error",
        paramLabel = "NAME",
        description = "default: ${DEFAULT-VALUE}",
        defaultValue = "InternalFailure")
    private String code;

    @Option(
        names = "--status",
        paramLabel = "N",
        description = "of HTTP; default: ${DEFAULT-VALUE}",
        defaultValue = "500")
    private int status;

    Fails(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return scoped("ServiceFails").put("Code", code).put("Status", status);
    }
  }

  @Command(
      name = "service-throttled",
      description = "Calls are refused with the service's own error for too many, and not applied.")
  static final class Throttled extends CallFault {

    Throttled(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      ObjectNode fault = scoped("ServiceFails");
      return switch (service()) {
        case "kinesis", "dynamodb" ->
            fault.put("Code", "ProvisionedThroughputExceededException").put("Status", 400);
        case "lambda" -> fault.put("Code", "TooManyRequestsException").put("Status", 429);
        case "sns", "route53", "cloudformation", "monitoring" ->
            fault.put("Code", "Throttling").put("Status", 400);
        default -> fault.put("Code", "ThrottlingException").put("Status", 400);
      };
    }
  }

  @Command(name = "service-unreachable", description = "Calls get no answer, and are not applied.")
  static final class Unreachable extends CallFault {

    Unreachable(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return scoped("ServiceUnreachable");
    }
  }

  @Command(name = "service-slow", description = "Calls take longer.")
  static final class Slow extends CallFault {

    @Option(
        names = "--by",
        paramLabel = "TIME",
        required = true,
        description = "how much longer: 500ms, 2s")
    private String by;

    Slow(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return scoped("ServiceSlow").put("DelayMillis", millis("--by", by));
    }
  }

  @Command(
      name = "answer-lost",
      description = "Calls are applied, and the caller never hears of it.")
  static final class AnswerLost extends CallFault {

    AnswerLost(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return scoped("AnswerLost");
    }
  }
}
