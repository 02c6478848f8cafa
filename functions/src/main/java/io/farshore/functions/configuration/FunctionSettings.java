package io.farshore.functions.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.aws.AwsSettings;
import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.Parameter;
import io.farshore.core.setting.ProtocolSettings;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.List;

/**
 * Every variable of the functions, once. {@link #GROUPS} says who reads which; {@code
 * docs/configuration.md} is printed from it.
 */
public final class FunctionSettings {

  /** The two sources of truth. */
  public enum Watermarks {
    /** Farshore's producer sends them. */
    HEARTBEATS,
    /** The highest commit timestamp that was copied. */
    RECORDS
  }

  /** How a plan of ARC Region switch moves a stream. */
  public enum PlanMode {
    /** Nothing is repeated; needs both Regions. */
    SWITCHOVER,
    /** Needs the Region that is to be active only. */
    FAILOVER
  }

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Y, for a function of X. */
  public static final Setting<Region> PEER_REGION =
      Setting.required("PEER_REGION", Form.text("Region", Region::new), "The other Region")
          .from("PeerRegion");

  /** What the fence waits beyond L. */
  public static final Setting<Duration> LEASE_MARGIN =
      Setting.of(
              "LEASE_MARGIN_MILLIS",
              Form.millis(0, 60_000),
              Duration.ofSeconds(1),
              "What is waited beyond L")
          .from(
              Parameter.of(
                  "LeaseMarginMillis",
                  Form.millis(100, 60_000),
                  Duration.ofSeconds(1),
                  "What is waited beyond L"));

  /** The life of a signature. */
  public static final Setting<Duration> LATE_REQUEST_WINDOW =
      Setting.of(
              "LATE_REQUEST_WINDOW_SECONDS",
              Form.seconds(0, 3_600),
              Duration.ofMinutes(5),
              "How long a request can be applied after it was sent; on AWS the life of a signature")
          .from("LateRequestWindowSeconds");

  /** Where watermarks come from. */
  public static final Setting<Watermarks> WATERMARK_SOURCE =
      Setting.of(
              "WATERMARK_SOURCE",
              Form.choice(Watermarks.class),
              Watermarks.HEARTBEATS,
              "heartbeats with Farshore's producer; records with foreign ones")
          .from("WatermarkSource");

  /** After which silence a producer is not waited for. */
  public static final Setting<Duration> PRODUCER_SILENCE =
      Setting.of(
          "PRODUCER_SILENCE_SECONDS",
          Form.seconds(1, 3_600),
          Duration.ofSeconds(5),
          "After which silence a producer is not waited for");

  /** Time between two looks. */
  public static final Setting<Duration> PROBE_INTERVAL =
      Setting.of(
              "PROBE_INTERVAL_MILLIS",
              Form.millis(200, 10_000),
              Duration.ofSeconds(1),
              "Time between two looks at the peer Region")
          .from("ProbeIntervalMillis");

  /** Route 53's health checks of the peer. */
  public static final Setting<List<String>> HEALTH_CHECK_IDS =
      Setting.optional(
              "HEALTH_CHECK_IDS",
              Form.list(Form.text()),
              "Route 53 health checks of the peer Region. Empty - the stack makes one of its own")
          .from("HealthCheckIds");

  /** What the health checks say, by DNS. */
  public static final Setting<String> HEALTH_RECORD =
      Setting.optional(
          "HEALTH_RECORD",
          Form.text(),
          "A TXT record that says reached or lost of the peer, by its health check. Empty - only"
              + " Route 53's API is asked");

  /** Who answers DNS. */
  public static final Setting<String> NAME_SERVER =
      Setting.optional(
          "NAME_SERVER",
          Form.text(),
          "Host and port of the name server for that record; the lab sets it. Empty - the machine's"
              + " own");

  /** When replicated heartbeats are too old. */
  public static final Setting<Duration> HEARTBEAT_LIMIT =
      Setting.of(
          "HEARTBEAT_LIMIT_SECONDS",
          Form.seconds(1, 3_600),
          Duration.ofSeconds(15),
          "The age of replicated heartbeats from which on the standby sees the peer impaired");

  /** After a move. */
  public static final Setting<Duration> COOLDOWN =
      Setting.of(
              "COOLDOWN_SECONDS",
              Form.seconds(0, 86_400),
              Duration.ofMinutes(15),
              "How long after a move automatic starts are refused")
          .from("CooldownSeconds");

  /** Whether a person is asked. */
  public static final Setting<Boolean> APPROVAL_REQUIRED =
      Setting.of(
              "APPROVAL_REQUIRED",
              Form.flag(),
              false,
              "Whether a person must approve each start, by ./farshore approve")
          .from("ApprovalRequired");

  /** k. */
  public static final Setting<Long> CONFIRM_IN_ROW =
      Setting.of(
          "CONFIRM_IN_ROW",
          Form.number(1, 20),
          3L,
          "How many looks in a row must find the peer impaired before an automatic move");

  /** When to stop looking. */
  public static final Setting<Long> CONFIRM_AT_MOST =
      Setting.of(
          "CONFIRM_AT_MOST",
          Form.number(1, 100),
          10L,
          "After how many looks an automatic move ends as NotImpaired");

  /** How long producers are waited for. */
  public static final Setting<Duration> VERIFY =
      Setting.of(
              "VERIFY_SECONDS",
              Form.seconds(5, 900),
              MINUTE,
              "How long after an activation producers are waited for")
          .from("VerifySeconds");

  /** Deadline of a drain. */
  public static final Setting<Duration> DRAIN =
      Setting.of("DRAIN_SECONDS", Form.seconds(5, 900), MINUTE, "Deadline of a switchover's drain")
          .from("DrainSeconds");

  /** When a switchover is refused. */
  public static final Setting<Duration> LAG_LIMIT =
      Setting.of(
              "LAG_LIMIT_SECONDS",
              Form.seconds(1, 3_600),
              Duration.ofSeconds(30),
              "A switchover is refused when the replication is further behind")
          .from("SwitchoverLagLimitSeconds");

  /** The zone of the traffic record. */
  public static final Setting<String> TRAFFIC_HOSTED_ZONE_ID =
      Setting.optional(
              "TRAFFIC_HOSTED_ZONE_ID",
              Form.text(),
              "Hosted zone of a CNAME that follows the active Region. Empty - no record is changed")
          .from("TrafficHostedZoneId");

  /** The traffic record. */
  public static final Setting<String> TRAFFIC_RECORD_NAME =
      Setting.optional("TRAFFIC_RECORD_NAME", Form.text(), "Name of that CNAME")
          .from("TrafficRecordName");

  /** What it says. */
  public static final Setting<String> TRAFFIC_RECORD_TARGET =
      Setting.optional(
              "TRAFFIC_RECORD_TARGET", Form.text(), "What it points to while this Region is active")
          .from("TrafficRecordTarget");

  /** Who is started again. */
  public static final Setting<String> STATE_MACHINE_ARN =
      Setting.required(
          "STATE_MACHINE_ARN", Form.text("ARN", arn -> arn), "The state machine of this Region");

  /** What an ARC plan's block does where it is not told. */
  public static final Setting<PlanMode> REGION_SWITCH_MODE =
      Setting.of(
              "REGION_SWITCH_MODE",
              Form.choice(PlanMode.class),
              PlanMode.SWITCHOVER,
              "What a plan's block for Farshore does where ARC does not say whether the plan is run"
                  + " gracefully")
          .from("RegionSwitchMode");

  /** For people. */
  public static final Setting<Boolean> AUTOMATIC_FAILOVER =
      Setting.of(
              "AUTOMATIC_FAILOVER",
              Form.flag(),
              false,
              "Whether alarms and events start a failover. Off - they tell people, who start it. The"
                  + " function does not read it: the command does, here")
          .from("AutomaticFailover");

  /** When an epoch has no owner. */
  public static final Setting<Duration> FENCING_LIMIT =
      Setting.of(
              "FENCING_LIMIT_SECONDS",
              Form.seconds(1, 3_600),
              MINUTE,
              "How long an epoch may stay FENCING before the state machine is started again for it")
          .from("FencingLimitSeconds");

  /** For the peer to compare. */
  public static final Setting<JsonNode> STACK_PARAMETERS =
      Setting.required(
          "STACK_PARAMETERS",
          Form.text("JSON object", FunctionSettings::object),
          "The parameters that must be the same in both Regions");

  /** For the peer to compare. */
  public static final Setting<String> STACK_VERSION =
      Setting.required(
          "STACK_VERSION", Form.text("version", version -> version), "The template's version");

  /** Whose permissions are tried. */
  public static final Setting<JsonNode> ROLE_ARNS =
      Setting.required(
          "ROLE_ARNS",
          Form.text("JSON object", FunctionSettings::object),
          "The roles of the stack, by the function or state machine that has them");

  /** What is looked at. */
  public static final Setting<String> MAPPING_UUID =
      Setting.required(
          "MAPPING_UUID",
          Form.text("UUID", uuid -> uuid),
          "The event source mapping of the replicator");

  /** What is looked at. */
  public static final Setting<String> REPLICATOR_FUNCTION =
      Setting.required(
          "REPLICATOR_FUNCTION", Form.text("name", name -> name), "The replicator's name");

  /** Who reads what, by logical id of the function; the first is what all of them read. */
  public static final List<SettingGroup> GROUPS =
      List.of(
          new SettingGroup(
              "Every function",
              "Set for all functions of a stack at once.",
              List.of(
                  ProtocolSettings.STREAM_NAME,
                  ProtocolSettings.AWS_REGION,
                  PEER_REGION,
                  ProtocolSettings.LEASE,
                  LEASE_MARGIN,
                  LATE_REQUEST_WINDOW,
                  WATERMARK_SOURCE,
                  PRODUCER_SILENCE)),
          CopySettings.GROUP,
          of(
              "HealthProbe",
              PROBE_INTERVAL,
              HEALTH_CHECK_IDS,
              HEALTH_RECORD,
              NAME_SERVER,
              HEARTBEAT_LIMIT),
          of("PlanFailover", COOLDOWN, APPROVAL_REQUIRED, CONFIRM_IN_ROW, CONFIRM_AT_MOST, VERIFY),
          of("PrepareSwitchover", DRAIN, LAG_LIMIT),
          of("RedirectTraffic", TRAFFIC_HOSTED_ZONE_ID, TRAFFIC_RECORD_NAME, TRAFFIC_RECORD_TARGET),
          of("StartOnce", STATE_MACHINE_ARN),
          of("RegionSwitchAction", STATE_MACHINE_ARN, REGION_SWITCH_MODE),
          of("FencingWatch", STATE_MACHINE_ARN, AUTOMATIC_FAILOVER, FENCING_LIMIT),
          of(
              "ReadinessCheck",
              STACK_PARAMETERS,
              STACK_VERSION,
              ROLE_ARNS,
              MAPPING_UUID,
              REPLICATOR_FUNCTION));

  private FunctionSettings() {}

  /**
   * The same configuration, if all that is set in it is right. What must be set is asked for by who
   * needs it: no function is given what only others read.
   *
   * @throws io.farshore.core.setting.InvalidSetting naming the variable, its value and the range
   */
  public static Configuration check(Configuration environment) {
    for (SettingGroup group : GROUPS) {
      group.settings().forEach(environment::find);
    }
    AwsSettings.DECLARED.settings().forEach(environment::find);
    return environment;
  }

  private static JsonNode object(String text) {
    try {
      JsonNode read = new ObjectMapper().readTree(text);
      if (read.isObject()) {
        return read;
      }
    } catch (JsonProcessingException expected) {
      // The same message as for JSON of another kind.
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  private static SettingGroup of(String function, Setting<?>... settings) {
    return new SettingGroup(function, "", List.of(settings));
  }
}
