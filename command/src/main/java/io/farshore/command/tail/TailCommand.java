package io.farshore.command.tail;

import io.farshore.aws.AwsSettings;
import io.farshore.command.Arguments;
import io.farshore.command.CommandFailed;
import io.farshore.command.Connection;
import io.farshore.command.EndSignal;
import io.farshore.command.Farshore;
import io.farshore.command.UnusableInput;
import io.farshore.core.heartbeat.FarshoreRecords;
import io.farshore.core.stream.Region;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** {@code farshore tail}: the records of a Region's stream, live. */
@Command(
    name = "tail",
    description = {
      "Shows the records of a Region's stream as they arrive, until Ctrl-C: arrival time, shard,"
          + " key, and the beginning of the data.",
      "Farshore's own records, heartbeats and markers, are hidden. A Region that does not answer is"
          + " waited for."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class TailCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration BETWEEN_READS = Duration.ofMillis(200);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Mixin private Connection connection;

  @Parameters(paramLabel = "STREAM", description = "the stream's name")
  private String stream;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "whose stream; without it $AWS_REGION, or the first of --regions")
  private String regionName;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "LATEST, TRIM_HORIZON (all there is), or a time; default: ${DEFAULT-VALUE}",
      defaultValue = "LATEST")
  private String from;

  @Option(
      names = "--shard",
      paramLabel = "ID",
      split = ",",
      description = "only this one, such as shardId-000000000000; ends with it")
  private List<String> shards = List.of();

  @Option(names = "--limit", paramLabel = "N", description = "end after so many records")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--once", description = "end when all that has arrived was shown")
  private boolean once;

  @Option(names = "--all", description = "heartbeats and markers too")
  private boolean all;

  @Option(names = "--json", description = "a line of JSON for each record, with all of its data")
  private boolean json;

  private PrintWriter out;
  private Region region;
  private long shown;
  private long hidden;
  private Optional<String> trouble = Optional.empty();

  TailCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Arguments.atLeast("--limit", limit, 1);
    out = spec.commandLine().getOut();
    region = region();
    From place = From.parse(from);
    Instant started = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    try (EndSignal ending = EndSignal.listen();
        KinesisClient client = client()) {
      StreamTail tail = new StreamTail(client, stream, place, Set.copyOf(shards), started);
      boolean said = once || !(place instanceof From.Latest);
      Duration wait = Duration.ZERO;
      while (shown < limit && !ending.await(wait)) {
        boolean more = read(tail);
        if (!said && tail.isBegun()) {
          say("shows what arrives in " + stream + " in " + region + " from now on; Ctrl-C ends it");
          said = true;
        }
        if (trouble.isEmpty() && (once && !more || tail.isEnded())) {
          break;
        }
        wait = more ? BETWEEN_READS : PAUSE;
      }
    }
    if (!json) {
      say(
          "%d records of %s in %s%s"
              .formatted(
                  shown,
                  stream,
                  region,
                  hidden == 0 ? "" : "; " + hidden + " heartbeats and markers not shown (--all)"));
    }
    return Farshore.OK;
  }

  private boolean read(StreamTail tail) {
    try {
      boolean more = tail.read(this::show);
      trouble.ifPresent(before -> say(region + " answers again"));
      trouble = Optional.empty();
      out.flush();
      return more;
    } catch (ResourceNotFoundException e) {
      throw new UnusableInput("There is no stream " + stream + " in " + region, e);
    } catch (AwsServiceException e) {
      if (e.statusCode() < 500 && !e.isThrottlingException()) {
        throw new CommandFailed(region + " refuses: " + e.awsErrorDetails().errorCode(), e);
      }
      waitFor(region + " fails (" + e.awsErrorDetails().errorCode() + ")");
    } catch (SdkClientException e) {
      waitFor(region + " does not answer (" + reason(e) + ")");
    }
    return false;
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private void waitFor(String what) {
    if (trouble.isEmpty()) {
      say(what + "; going on when it is back");
    }
    trouble = Optional.of(what);
  }

  /** On standard error, where the output is for programs. */
  private void say(String text) {
    PrintWriter to = json ? spec.commandLine().getErr() : out;
    to.println("-- " + text);
    to.flush();
  }

  private boolean show(String shardId, Record record) {
    if (!all && FarshoreRecords.decode(record.data().asByteBuffer()).isPresent()) {
      hidden++;
      return true;
    }
    out.println(
        json
            ? RecordText.json(region.name(), shardId, record).toString()
            : RecordText.line(shardId, record));
    shown++;
    return shown < limit;
  }

  private Region region() {
    String name =
        regionName != null
            ? regionName
            : environment.getOrDefault("AWS_REGION", connection.regions().get(0).name());
    try {
      return new Region(name);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--region: " + e.getMessage(), e);
    }
  }

  private KinesisClient client() {
    AwsSettings settings = AwsSettings.from(connection.environment(environment));
    KinesisClientBuilder builder =
        KinesisClient.builder()
            .region(software.amazon.awssdk.regions.Region.of(region.name()))
            .credentialsProvider(settings.credentials())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CALL_LIMIT)
                    .socketTimeout(CALL_LIMIT))
            .overrideConfiguration(override -> override.apiCallTimeout(CALL_LIMIT));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
