package io.farshore.command.configuration;

import io.farshore.aws.AwsSettings;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.Parameter;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import io.farshore.core.stream.Region;
import io.farshore.functions.configuration.FunctionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parameters of the templates: those that a variable is set from, which the variable's setting
 * declares, and those that only the template knows.
 */
final class TemplateParameters {

  private static final List<Parameter<?>> OF_THE_STACK_ALONE =
      List.of(
          Parameter.of(
              "ShardCount", Form.number(1, 10_000), 1L, "Shards of the stream at its creation"),
          Parameter.of(
              "Delivery",
              Form.word("polling", "enhanced-fan-out"),
              "polling",
              "How Lambda reads the stream. By enhanced fan-out records arrive sooner, at a price of"
                  + " its own. A later change makes a new event source mapping, which reads the"
                  + " stream from its oldest record: see the README first"),
          optional(
              "KeyArn",
              "KMS key of this Region for the stream, the queue, the topic and the logs; its policy"
                  + " must let in CloudWatch and CloudWatch Logs. Empty - the stack makes one"),
          optional(
              "PeerKeyArn",
              "KMS key of the peer Region's stream. Empty - the one that the peer's stack makes"),
          new Parameter<>(
              "TrafficPrimaryRegion",
              Form.text("Region", Region::new),
              Optional.empty(),
              false,
              "The Region whose record is the primary one of a failover pair that follows the active"
                  + " Region by itself, without Route 53's control plane; the same in both stacks."
                  + " Empty - RedirectTraffic changes one record"),
          Parameter.of(
              "MaximumRetryAttempts",
              Form.number(-1, 10_000),
              -1L,
              "How often a batch is tried again before it is given up. -1 - without end, as Farshore"
                  + " should"),
          Parameter.of(
              "LookBehind",
              Form.flag(),
              false,
              "Whether the replicator looks for batches that were given up, also where retries have"
                  + " no end"),
          Parameter.of(
              "ApprovalSeconds",
              Form.seconds(10, 3_600),
              Duration.ofMinutes(15),
              "How long an approval is waited for"),
          optional(
              "TriggerAlarmName",
              Form.text(),
              "Another alarm of this Region that starts a failover to it, such as a composite one of"
                  + " your own. Empty - none"),
          optional(
              "RegionSwitchPlanArn",
              "An ARC Region switch plan - when it begins to leave the peer Region, a failover to"
                  + " this one is started. Empty - none"),
          Parameter.of(
              "LagAlarmSeconds",
              Form.seconds(5, 86_400),
              Duration.ofMinutes(1),
              "The age of the low watermark that alarms"),
          Parameter.optional(
              "HealthHostedZoneId",
              Form.text(),
              "A public hosted zone for a TXT record that says by DNS what the health checkers see of"
                  + " the peer, for the hour in which Route 53's API (in us-east-1) is gone. Empty -"
                  + " only the API is asked"),
          Parameter.optional(
              "HealthDomain",
              Form.text(),
              "That zone's name, or one below it, without the last dot. Needed with it"),
          Parameter.of(
              "IteratorAgeAlarmMillis",
              Form.millis(1_000, 86_400_000),
              Duration.ofMinutes(1),
              "The age of the replicator's iterator that alarms"),
          Parameter.of(
              "LogRetentionDays",
              Form.days(1, 3_653),
              Duration.ofDays(30),
              "How long logs are kept. CloudWatch knows 1, 3, 5, 7, 14, 30, 60, 90 and some more"));

  private static final List<Parameter<?>> OF_THE_TABLES_ALONE =
      List.of(
          Parameter.required(
              "FirstRegion",
              Form.text("Region", Region::new),
              "One Region, in which this stack is deployed"),
          Parameter.required("SecondRegion", Form.text("Region", Region::new), "The other Region"),
          Parameter.of(
              "DeletionProtection", Form.flag(), true, "Whether the replicas refuse to be deleted"),
          Parameter.of(
              "TableConsistency",
              Form.word("EVENTUAL", "STRONG"),
              "EVENTUAL",
              "STRONG needs a third place, a witness or a replica, in the same set of Regions (US,"
                  + " Europe or Asia Pacific). It can't be changed later"),
          region(
              "WitnessRegion",
              "With TableConsistency STRONG - a Region that has a vote and no data. Empty -"
                  + " ThirdRegion has a replica"),
          region(
              "ThirdRegion",
              "With TableConsistency STRONG - a Region with a third replica, in place of a witness."
                  + " Farshore does not run there"),
          optional(
              "FirstRegionKeyArn",
              "KMS key of the first Region's replicas; its policy must let the account in by way of"
                  + " DynamoDB. Empty, then in all Regions - AWS's own key for DynamoDB"),
          optional("SecondRegionKeyArn", "The same of the second Region"),
          optional("ThirdRegionKeyArn", "The same of the third Region, where there is one"));

  private TemplateParameters() {}

  private static Parameter<String> optional(String name, String doc) {
    return optional(name, Form.text("ARN", Function.identity()), doc);
  }

  private static Parameter<String> optional(String name, Form<String> form, String doc) {
    return new Parameter<>(name, form, Optional.empty(), false, doc);
  }

  private static Parameter<Region> region(String name, String doc) {
    Form<Region> form = Form.text("Region", Region::new);
    return new Parameter<>(name, form, Optional.empty(), false, doc);
  }

  /** Of {@code template.yaml}. */
  static List<Parameter<?>> ofTheStack() {
    Stream<Setting<?>> variables =
        Stream.concat(Stream.of(AwsSettings.DECLARED), FunctionSettings.GROUPS.stream())
            .map(SettingGroup::settings)
            .flatMap(List::stream);
    return joined(variables, OF_THE_STACK_ALONE);
  }

  /** Of {@code tables.yaml}. */
  static List<Parameter<?>> ofTheTables() {
    return joined(
        Stream.of(AwsSettings.ACTIVE_REGION_TABLE, AwsSettings.CHECKPOINT_TABLE),
        OF_THE_TABLES_ALONE);
  }

  /** Of {@code forwarding.yaml}. */
  static List<Parameter<?>> ofTheForwarding() {
    return List.of(
        Parameter.required(
            "FirstRegion", Form.text("Region", Region::new), "One of the two Regions"),
        Parameter.required("SecondRegion", Form.text("Region", Region::new), "The other one"));
  }

  /** Of {@code gameday.yaml}. */
  static List<Parameter<?>> ofTheGameDay() {
    return joined(
        Stream.of(AwsSettings.ACTIVE_REGION_TABLE, AwsSettings.CHECKPOINT_TABLE),
        List.of(
            Parameter.required(
                "PeerRegion",
                Form.text("Region", Region::new),
                "The Region that is not to be reached"),
            Parameter.of(
                "Duration",
                Form.text("ISO 8601 duration", Duration::parse),
                Duration.ofMinutes(10),
                "How long it lasts, in hours and minutes"),
            Parameter.required(
                "StopAlarmArn",
                Form.text("ARN", Function.identity()),
                "An alarm of yours that ends the experiment at once, such as one on errors that"
                    + " customers see")));
  }

  private static List<Parameter<?>> joined(Stream<Setting<?>> variables, List<Parameter<?>> alone) {
    List<Parameter<?>> all = new ArrayList<>();
    variables
        .<Optional<? extends Parameter<?>>>map(Setting::parameter)
        .flatMap(Optional::stream)
        .forEach(all::add);
    all.addAll(alone);
    return all;
  }
}
