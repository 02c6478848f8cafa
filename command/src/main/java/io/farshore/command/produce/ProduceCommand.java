package io.farshore.command.produce;

import io.farshore.aws.AwsSettings;
import io.farshore.command.Connection;
import io.farshore.command.EndSignal;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.InvalidSetting;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farshore produce}: writes a change log to the active Region, wherever that is. */
@Command(
    name = "produce",
    description = {
      "Writes a change log to the active Region, and follows failovers, as a producer does.",
      "A change is a line of JSON with key and commitTimestamp, in commit order, such as in"
          + " samples/changes.jsonl."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Ctrl-C flushes and says how far it is. One process at a time has a producer's name.",
      "Standard input can't be read again: each such run is a producer of its own."
    })
public final class ProduceCommand implements Callable<Integer> {

  private final Surroundings surroundings;
  private final Supplier<InputStream> standardInput;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Parameters(index = "0", paramLabel = "STREAM", description = "the stream's name")
  private String stream;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "the change log; - or nothing for standard input")
  private String file = "-";

  @Option(
      names = "--producer",
      paramLabel = "NAME",
      description = "of this change log; without it the file's name")
  private String producer;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "changes a second at most; without it as fast as it goes")
  private Double rate;

  @Option(
      names = "--follow",
      description = "read on at the file's end, as it is appended to, until Ctrl-C")
  private boolean follow;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "keeps the place for the next run; without it FILE.state")
  private Path state;

  @Option(
      names = "--from-start",
      description = "forget the place that the last run kept, and begin at the first change")
  private boolean fromStart;

  @Option(
      names = "--lease",
      paramLabel = "MS",
      description = "as LeaseMillis of the template; default: $LEASE_MILLIS, or 4000")
  private Integer leaseMillis;

  @Option(names = "--json", description = "tell the progress as lines of JSON")
  private boolean json;

  ProduceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.standardInput = () -> System.in;
  }

  @Override
  public Integer call() {
    boolean standard = file.equals("-");
    if (standard && (follow || fromStart || state != null)) {
      throw new UnusableInput(
          "--follow, --from-start and --state are for a file; standard input is read to its end");
    }
    if (rate != null && !(rate > 0 && rate <= 100_000)) {
      throw new UnusableInput("--rate " + rate + " is out of range; use more than 0, up to 100000");
    }
    Told.Form form =
        json ? Told.Form.JSON : surroundings.terminal() ? Told.Form.TERMINAL : Told.Form.LINES;
    Told told = new Told(spec.commandLine().getOut(), form, Clock.systemUTC());
    try (Input input = input(standard);
        EndSignal ending = EndSignal.listen();
        Production production = new Production(task(input, form), input, settings(), told)) {
      production.check();
      Production.Outcome outcome = production.run(ending);
      if (outcome == Production.Outcome.UNREADABLE) {
        throw new UnusableInput(production.unreadable().orElseThrow());
      }
      return Farshore.OK;
    }
  }

  private Input input(boolean standard) {
    if (standard) {
      return Input.of(standardInput.get());
    }
    return follow ? Input.growing(Path.of(file)) : Input.complete(Path.of(file));
  }

  private Production.Task task(Input input, Told.Form form) {
    return new Production.Task(
        streamName(),
        producerId(input),
        connection.regions(),
        lease(),
        stateFile(input),
        rate == null ? Double.POSITIVE_INFINITY : rate,
        form == Told.Form.TERMINAL ? Duration.ofMillis(200) : Duration.ofSeconds(2));
  }

  private StreamName streamName() {
    try {
      return new StreamName(stream);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("STREAM: " + e.getMessage(), e);
    }
  }

  private ProducerId producerId(Input input) {
    String name = producer;
    if (name == null && input.spool().isPresent()) {
      name = "stdin-" + Long.toString(Clock.systemUTC().millis(), 36);
    } else if (name == null) {
      String plain = input.file().getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
      name = plain.replaceAll("[^a-zA-Z0-9_.-]", "-");
    }
    try {
      return new ProducerId(name);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--producer: " + e.getMessage(), e);
    }
  }

  private Path stateFile(Input input) {
    Path kept = state == null ? Path.of(input.file() + ".state") : state;
    if (fromStart) {
      try {
        Files.deleteIfExists(kept);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return kept;
  }

  private Duration lease() {
    Map<String, String> given =
        leaseMillis == null
            ? surroundings.environment()
            : Map.of(ProtocolSettings.LEASE.name(), "" + leaseMillis);
    try {
      Duration lease = new Configuration(given).get(ProtocolSettings.LEASE);
      if (lease.toMillis() > 2000) {
        return lease;
      }
      throw new UnusableInput(
          "--lease " + lease.toMillis() + ": a lease is more than two calls of 1000 milliseconds");
    } catch (InvalidSetting e) {
      throw new UnusableInput(e.getMessage(), e);
    }
  }

  private AwsSettings settings() {
    Map<String, String> environment =
        new HashMap<>(connection.environment(surroundings.environment()));
    // A lease must outlast two calls; other commands are more patient.
    environment.put("CALL_TIMEOUT_MILLIS", "1000");
    try {
      return AwsSettings.from(environment);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(e.getMessage(), e);
    }
  }
}
