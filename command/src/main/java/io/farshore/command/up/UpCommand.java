package io.farshore.command.up;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Arguments;
import io.farshore.command.EndSignal;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.stream.Region;
import io.farshore.core.stream.StreamName;
import io.farshore.lab.LabSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore up}: AWS Regions on this machine, with Farshore deployed in them. */
@Command(
    name = "up",
    description = {
      "Starts AWS Regions on this machine, with Farshore deployed in two of them, until Ctrl-C.",
      "AWS CLI, boto3 and the AWS SDKs reach them by one endpoint on 127.0.0.1."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
public final class UpCommand implements Callable<Integer> {

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  @Spec private CommandSpec spec;

  @Option(
      names = "--regions",
      paramLabel = "A,B",
      split = ",",
      description = "two or more; Farshore is deployed in the first two, and the first is active",
      defaultValue = "us-east-1,us-east-2")
  private List<String> regions;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "of the endpoint; 0 takes a free one",
      defaultValue = "4566")
  private int port;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "made in both Regions, and registered",
      defaultValue = "orders")
  private String stream;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "of the stream when it is made",
      defaultValue = "2")
  private int shards;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "keeps streams, tables, positions and executions over a restart; without it all is in"
              + " memory")
  private Path data;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "of a Regional stack, in place of Farshore's template.yaml")
  private Path template;

  @Option(
      names = "--tables",
      paramLabel = "FILE",
      description = "of the two global tables, in place of Farshore's tables.yaml")
  private Path tables;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "of the Regional stacks, such as AutomaticFailover=true; may be given often")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--table-parameter",
      paramLabel = "NAME=VALUE",
      description = "of the tables' stack, such as TableConsistency=STRONG; may be given often")
  private Map<String, String> tableParameters = Map.of();

  @Option(
      names = "--json",
      description = "print one line of JSON when all is there, and nothing else")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "say what the services and functions log, on standard error")
  private boolean verbose;

  @Override
  public Integer call() {
    LabSettings settings = settings();
    Deployment deployment = deployment();
    if (verbose) {
      System.setProperty(LOG_LEVEL, "info");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.println("Starting " + String.join(", ", settings.regions()) + " ...");
      out.flush();
    }
    try (EndSignal ending = EndSignal.listen()) {
      try (DeployedLab lab = DeployedLab.start(settings, deployment)) {
        if (verbose) {
          tellLogs(lab);
        }
        Epoch epoch =
            new Registration(lab.lab().endpoint(), stream).open(lab.first(), lab.second(), "up");
        tell(out, ready(lab, settings, epoch));
        ending.await();
        if (!json) {
          out.println("Ending ...");
          out.flush();
        }
      }
    }
    return Farshore.OK;
  }

  private void tellLogs(DeployedLab lab) {
    PrintWriter err = spec.commandLine().getErr();
    lab.lab()
        .onLog(
            line -> {
              err.println(
                  line.region() + " " + line.logGroup() + " " + line.text().stripTrailing());
              err.flush();
            });
  }

  private void tell(PrintWriter out, ReadyText ready) {
    if (json) {
      out.println(line(ready));
    } else {
      ready.lines().forEach(out::println);
    }
    out.flush();
  }

  private ReadyText ready(DeployedLab lab, LabSettings settings, Epoch epoch) {
    Map<String, String> machines = new LinkedHashMap<>();
    for (String region : List.of(lab.first(), lab.second())) {
      Optional.ofNullable(lab.stack(region).outputs().get("FailoverStateMachineArn"))
          .ifPresent(arn -> machines.put(region, arn));
    }
    Duration took =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Clock.systemUTC().instant()))
            .orElse(Duration.ZERO);
    return new ReadyText(
        lab.lab().endpoint(),
        settings.regions(),
        stream,
        shards,
        epoch,
        machines,
        settings.data(),
        took);
  }

  private static String line(ReadyText ready) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("endpoint", ready.endpoint().toString());
    ready.regions().forEach(line.putArray("regions")::add);
    line.put("stream", ready.stream());
    line.put("shards", ready.shards());
    line.put("activeRegion", ready.inForce().activeRegion().name());
    line.put("epoch", ready.inForce().number());
    ObjectNode machines = line.putObject("stateMachines");
    ready.stateMachines().forEach(machines::put);
    ObjectNode environment = line.putObject("environment");
    ready.environment().forEach(environment::put);
    ready.data().ifPresent(folder -> line.put("data", folder.toString()));
    line.put("pid", ProcessHandle.current().pid());
    line.put("startMillis", ready.took().toMillis());
    return line.toString();
  }

  private LabSettings settings() {
    if (port < 0 || port > 65_535) {
      throw new UnusableInput("--port " + port + " is no port; use 0 to 65535");
    }
    List<String> names = regions.stream().map(String::strip).toList();
    try {
      names.forEach(Region::new);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--regions: " + e.getMessage(), e);
    }
    if (names.size() < 2 || new HashSet<>(names).size() < names.size()) {
      throw new UnusableInput(
          "--regions "
              + String.join(",", names)
              + ": name two or more different ones, such as us-east-1,us-east-2");
    }
    LabSettings settings = LabSettings.usual().inRegions(names).onPort(port);
    return data == null ? settings : settings.keptIn(data);
  }

  private Deployment deployment() {
    Arguments.between("--shards", shards, 1, 64);
    try {
      new StreamName(stream);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--stream: " + e.getMessage(), e);
    }
    Path home = Surroundings.home();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ShardCount", "" + shards);
    all.put("LateRequestWindowSeconds", "5");
    all.putAll(parameters);
    return new Deployment(
            readable("--template", template, home.resolve("template.yaml")),
            readable("--tables", tables, home.resolve("tables.yaml")),
            stream,
            all)
        .with(tableParameters);
  }

  private static Path readable(String option, Path given, Path own) {
    Path file = given == null ? own : given;
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UnusableInput(option + ": there is no file " + file);
    }
    return file;
  }
}
