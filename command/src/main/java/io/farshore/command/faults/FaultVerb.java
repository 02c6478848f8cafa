package io.farshore.command.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Farshore;
import io.farshore.command.UnusableInput;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One kind of fault: what it takes, and to make it. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class FaultVerb implements Callable<Integer> {

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");

  @Spec private CommandSpec spec;

  @Mixin private LabOptions lab;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "heal it by itself after 500ms, 30s, 2m; without it until it is healed")
  private String life;

  private final Map<String, String> environment;

  FaultVerb(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The fault as the lab's API takes it. */
  abstract ObjectNode fault();

  /** Adds how often it strikes, for kinds that have it. */
  void limit(ObjectNode request) {}

  static ObjectNode named(String name) {
    return JsonNodeFactory.instance.objectNode().put("Name", name);
  }

  /** A time as users write it, in milliseconds, above 0. */
  static long millis(String option, String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new UnusableInput(option + " " + text + " is no time; write 500ms, 30s or 2m");
    }
    int factor = Map.of("ms", 1, "s", 1000, "m", 60_000).get(time.group(2));
    long millis = new BigDecimal(time.group(1)).multiply(BigDecimal.valueOf(factor)).longValue();
    if (millis < 1 || millis > 86_400_000) {
      throw new UnusableInput(option + " " + text + " is out of range; use 1ms to a day");
    }
    return millis;
  }

  @Override
  public Integer call() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("Fault", fault());
    limit(request);
    if (life != null) {
      request.put("Seconds", millis("--for", life) / 1000.0);
    }
    JsonNode made = lab.open(environment).call("InjectFault", request);
    PrintWriter out = spec.commandLine().getOut();
    if (lab.json()) {
      out.println(made);
    } else {
      out.println(FaultWords.line(made));
      out.println("Heal it with: ./farshore heal " + made.path("FaultId").asText());
    }
    out.flush();
    return Farshore.OK;
  }
}
