package io.farshore.command.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Typed;
import io.farshore.command.up.Deployment;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.iam.Roles;
import io.farshore.lab.kinesis.ReportedRecord;
import io.farshore.verifier.judge.Verdict;
import io.farshore.verifier.judge.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Two Regions with Farshore in them, and producers outside: what a scenario plays in.
 *
 * <p>A scenario names its faults, waits for conditions, and ends with {@link #judge}: everything is
 * healed, the rest of the change logs is written, both streams must come to hold all of it, and the
 * verifier must find every guarantee held. Time that passes is never asserted; waits are bounded.
 */
public final class World implements AutoCloseable {

  /** Active at first. */
  public static final String VIRGINIA = DrillLab.FIRST;

  /** The standby at first. */
  public static final String OHIO = DrillLab.SECOND;

  /** The name of the first stream. */
  public static final String STREAM = DrillLab.STREAM;

  private static final Path HOME = Path.of(System.getProperty("farshore.root"));
  private static final Path FUNCTIONS = HOME.resolve("functions/target/farshore-functions.jar");
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Patience patience = new Patience(LOOK, System::nanoTime);
  private final StringWriter told = new StringWriter();
  private final Timeline timeline =
      new Timeline(Clock.systemUTC(), LiveView.to(new PrintWriter(told), false));
  private final List<Writer> writers = new ArrayList<>();
  private final List<World> beside = new ArrayList<>();
  private final DrillLab lab;
  private final Executions executions;
  private final WorldEvidence evidence;

  private World(DrillLab lab) {
    this.lab = lab;
    this.executions = new Executions(lab, timeline);
    this.evidence = new WorldEvidence(lab, executions, timeline);
  }

  /**
   * Starts both Regions.
   *
   * @param parameters of the template, by name, for both stacks; the rest as usual, but that two
   *     shards are made, a late request is waited for 2 s, and a producer after an activation 20 s
   * @param further Regions beside the two, with nothing in them
   */
  public static World start(Map<String, String> parameters, String... further) {
    return start(lab -> parameters, further);
  }

  /** The same with parameters that name something in the lab. */
  public static World start(Function<Lab, Map<String, String>> parameters, String... further) {
    return deploying(lab -> usual(parameters.apply(lab)), further);
  }

  /** The same with parameters of the tables' template. */
  public static World onTables(Map<String, String> tableParameters) {
    return deploying(lab -> usual(Map.of()).with(tableParameters));
  }

  /** The deployment of {@link #start(Map, String...)}. */
  public static Deployment usual(Map<String, String> parameters) {
    return Deployment.ofHome(HOME, STREAM, UsualParameters.with(parameters));
  }

  /** The same with another deployment, which may need something in the lab. */
  public static World deploying(Function<Lab, Deployment> deployment, String... further) {
    assertThat(FUNCTIONS).as("the functions' jar; build it: mvn -DskipTests package").exists();
    List<String> regions = new ArrayList<>(List.of(VIRGINIA, OHIO));
    regions.addAll(List.of(further));
    return new World(DrillLab.start(LabSettings.usual().onPort(0).inRegions(regions), deployment));
  }

  /**
   * Deploys a further stream in the same Regions, as the README says: two more Regional stacks,
   * which share the tables.
   *
   * @return the same Regions as seen from that stream; closed with this world
   */
  public World beside(String stream, Map<String, String> parameters) {
    Deployment deployment = Deployment.ofHome(HOME, stream, UsualParameters.with(parameters));
    World other = new World(lab.beside(deployment));
    beside.add(other);
    return other;
  }

  /** With the usual parameters. */
  public static World start() {
    return start(Map.of());
  }

  /**
   * A producer that is started and has a change log of its own, of which nothing is committed yet.
   * The first one registers the stream, active in {@link #VIRGINIA}.
   *
   * @param changes how long the change log is in the end
   */
  public Writer writer(String name, int changes) {
    Writer writer = new Writer(this, name, changes, writers.size() + 1);
    if (writers.isEmpty()) {
      writer.producer().register();
    }
    writers.add(writer);
    writer.producer().start();
    return writer;
  }

  /** Cuts the Regions off from each other: nothing is copied, and the producers reach both. */
  public void cut() {
    inject(new Fault.Partition(VIRGINIA, OHIO));
  }

  /** Kills every invocation of a function before its first call; {@link #heal} ends it. */
  public void disable(String region, String logicalId) {
    inject(new Fault.FunctionKilled(region, function(region, logicalId), Set.of(), 0));
  }

  /** Loses a Region: nothing in it answers, what runs in it stands still. */
  public void lose(String region) {
    lab.lose(region);
    Instant at = timeline.say(region, "LOST");
    evidence.lost(region, at);
    beside.forEach(other -> other.evidence.lost(region, at));
  }

  /** The Region is back, with its old state, and so is the link to it. */
  public void returns(String region) {
    lab.lab().faults().heal(new Fault.Partition(VIRGINIA, OHIO));
    lab.lab().faults().heal(new Fault.RegionLost(region));
    Instant at = timeline.say(region, "is back");
    evidence.returned(region, at);
    beside.forEach(other -> other.evidence.returned(region, at));
  }

  /** Makes a fault until it is healed. */
  public void inject(Fault fault) {
    timeline.say("fault: " + fault);
    lab.lab().faults().inject(fault);
  }

  /** Makes a fault that strikes so often. */
  public void inject(Fault fault, int times) {
    timeline.say("fault, " + times + " times: " + fault);
    lab.lab().faults().inject(fault, times);
  }

  /** Makes a fault that strikes so often, and waits until it has. */
  public void strike(Fault fault, int times) {
    inject(fault, times);
    await("the fault to strike", () -> !lab.lab().faults().active().contains(fault));
  }

  /** Ends a fault. */
  public void heal(Fault fault) {
    timeline.say("healed: " + fault);
    lab.lab().faults().heal(fault);
  }

  /** Ends all faults. */
  public void heal() {
    evidence.healed(timeline.say("all faults are healed"));
    lab.heal();
  }

  /** Types a command of ./farshore, as somebody outside of AWS. */
  public Typed type(String... arguments) {
    timeline.say("./farshore " + String.join(" ", arguments));
    Typed typed = Typed.at(lab.endpoint(), arguments);
    timeline.say("exit code " + typed.exitCode() + "\n" + typed.all());
    return typed;
  }

  /** The ARN of a Region's state machine. */
  public String stateMachine(String region) {
    return lab.stack(region).outputs().get("FailoverStateMachineArn");
  }

  /** Starts the state machine of a Region by hand. */
  public Started startByHand(String region, String mode) {
    timeline.say(region, "asked for a " + mode);
    return new Started(this, region, lab.startByHand(region, mode, "scenario"));
  }

  /** Starts the state machine with the input of a file of {@code events/}. */
  public Started startWith(String region, String event) {
    timeline.say(region, "asked with " + event);
    return new Started(this, region, lab.start(region, Bus.event(event)).join());
  }

  /** Sets the standby's alarm off, as a person may; waits for the execution that it starts. */
  public Started alarm(String region) {
    return AlarmSetOff.in(this, region);
  }

  /** Calls an operation as a person outside of AWS. */
  public JsonNode call(String region, String service, String operation, ObjectNode input) {
    return lab.lab().call("scenario", region, service, operation, input).join();
  }

  /** Invokes a function of the template once, and answers what it returns. */
  public JsonNode invoke(String region, String logicalId, String input) {
    ObjectNode request = JSON.createObjectNode();
    request.put("FunctionName", function(region, logicalId));
    request.put("Payload", input.getBytes(StandardCharsets.UTF_8));
    JsonNode answer = call(region, "lambda", "Invoke", request);
    assertThat(answer.hasNonNull("FunctionError")).as(answer.toString()).isFalse();
    try {
      return JSON.readTree(answer.path("Payload").binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a function of the template. */
  public String function(String region, String logicalId) {
    return lab.stack(region).resources().get(logicalId);
  }

  /** Splits the open shard of a Region's stream that has the lowest id, in the middle. */
  public void split(String region) {
    timeline.say(region, "shard " + ShardSplit.first(this, region) + " is split");
  }

  /** The epochs in a Region's replica, as {@code 2 us-east-2 ACTIVE}, in order. */
  public List<String> epochs(String region) {
    return items(region, "kdsActiveRegionConfig").stream()
        .filter(item -> item.at("/entry/S").asText().startsWith("epoch#"))
        .map(
            item ->
                "%s %s %s"
                    .formatted(
                        item.at("/epoch/N").asText(),
                        item.at("/activeRegion/S").asText(),
                        item.at("/phase/S").asText()))
        .sorted()
        .toList();
  }

  private List<JsonNode> items(String region, String table) {
    return lab.items(region, table);
  }

  /** Every item of the stream in both tables of both Regions. */
  public List<JsonNode> allItems() {
    List<JsonNode> all = new ArrayList<>();
    for (String region : List.of(VIRGINIA, OHIO)) {
      all.addAll(items(region, "kdsActiveRegionConfig"));
      all.addAll(items(region, "kdsReplicationCheckpoint"));
    }
    return all;
  }

  /** Waits until no item has changed for two seconds. */
  public void awaitStillTables() {
    StillTables.await(this);
  }

  /** Lets some time pass, for a fault that has no other end. */
  public void pass(Duration time) {
    Instant end = timeline.now().plus(time);
    await("time to pass", () -> timeline.now().isAfter(end));
  }

  /** Pauses automatic starts in a Region, as a person does. */
  public void pause(String region) {
    PausedRegion.put(this, region);
    timeline.say(region, "automatic starts are paused");
  }

  /** The time, as ISO-8601. */
  public String now() {
    return timeline.now().toString();
  }

  /** How often these bytes are in a Region's stream. */
  public long copies(String region, byte[] line) {
    return records(region).stream()
        .filter(stored -> java.util.Arrays.equals(stored.entry().data(), line))
        .count();
  }

  /** The texts of all records of a Region's stream, also of a lost Region. */
  Set<String> texts(String region) {
    Set<String> texts = new HashSet<>();
    records(region).forEach(stored -> texts.add(text(stored.entry().data())));
    return texts;
  }

  private List<ReportedRecord> records(String region) {
    return lab.lab().records(region, lab.stream());
  }

  static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }

  /** Waits until the condition holds; after 90 s the scenario has failed. */
  public void await(String what, BooleanSupplier condition) {
    if (!patience.until(condition, LIMIT)) {
      throw new AssertionError("Waited in vain for " + what + "\n" + story());
    }
  }

  /**
   * Ends the scenario: heals, writes the rest, waits until both Regions hold everything and every
   * execution is over, and lets the verifier judge. Fails unless every guarantee held.
   */
  public Verdict judge() {
    heal();
    writers.forEach(Writer::commitRest);
    writers.forEach(Writer::awaitDone);
    for (String region : List.of(VIRGINIA, OHIO)) {
      writers.forEach(writer -> writer.awaitIn(region));
      await(
          "the executions in " + region + " to end",
          () -> executions.in(region).stream().allMatch(execution -> execution.terminal()));
    }
    writers.forEach(Writer::stop);
    Verdict verdict = Verifier.judge(evidence.take(writers));
    assertThat(verdict.passed())
        .as(() -> "the guarantees %s\n%s".formatted(verdict.judgements(), story()))
        .isTrue();
    return verdict;
  }

  /** What happened so far, a line an event. */
  String story() {
    for (String region : List.of(VIRGINIA, OHIO)) {
      executions.follow(region);
    }
    StringBuilder story = new StringBuilder(told.toString());
    writers.forEach(writer -> story.append(writer.id()).append(": ").append(writer.status()));
    return story.toString();
  }

  /** What the functions and state machines of both Regions may call, and what they have. */
  public Roles roles() {
    return lab.lab().roles();
  }

  DrillLab lab() {
    return lab;
  }

  Timeline timeline() {
    return timeline;
  }

  Executions executions() {
    return executions;
  }

  @Override
  public void close() {
    beside.forEach(other -> other.writers.forEach(Writer::close));
    writers.forEach(Writer::close);
    lab.close();
  }
}
