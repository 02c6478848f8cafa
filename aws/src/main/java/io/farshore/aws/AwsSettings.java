package io.farshore.aws;

import io.farshore.core.setting.Configuration;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * How AWS is reached.
 *
 * @param endpoint used for every Region and service in place of AWS's own, when present
 * @param credentials who calls
 * @param callTimeout within which a call must be answered, from its start on; positive
 * @param activeRegionTable name of the active-Region table
 * @param checkpointTable name of the checkpoint table
 */
public record AwsSettings(
    Optional<URI> endpoint,
    AwsCredentialsProvider credentials,
    Duration callTimeout,
    String activeRegionTable,
    String checkpointTable) {

  /** The name that {@code tables.yaml} gives the active-Region table. */
  public static final String DEFAULT_ACTIVE_REGION_TABLE = "kdsActiveRegionConfig";

  /** The name that {@code tables.yaml} gives the checkpoint table. */
  public static final String DEFAULT_CHECKPOINT_TABLE = "kdsReplicationCheckpoint";

  /** {@code CALL_TIMEOUT_MILLIS}. */
  public static final Setting<Duration> CALL_TIMEOUT =
      Setting.of(
          "CALL_TIMEOUT_MILLIS",
          Form.millis(10, 60_000),
          Duration.ofSeconds(1),
          "Within which a call to AWS must be answered, retries of the client included. A call"
              + " across a continent takes a tenth of a second");

  /** {@code ACTIVE_REGION_TABLE}. */
  public static final Setting<String> ACTIVE_REGION_TABLE =
      Setting.of(
              "ACTIVE_REGION_TABLE",
              Form.text(),
              DEFAULT_ACTIVE_REGION_TABLE,
              "Name of the global table of epochs, as in tables.yaml")
          .from("ActiveRegionTable");

  /** {@code CHECKPOINT_TABLE}. */
  public static final Setting<String> CHECKPOINT_TABLE =
      Setting.of(
              "CHECKPOINT_TABLE",
              Form.text(),
              DEFAULT_CHECKPOINT_TABLE,
              "Name of the global table of checkpoints, as in tables.yaml")
          .from("CheckpointTable");

  private static final Setting<URI> ENDPOINT =
      Setting.optional(
          "AWS_ENDPOINT_URL",
          Form.text("URL", URI::create),
          "Where all services of all Regions are, such as a lab. Not set - AWS");

  private static final Setting<String> ACCESS_KEY_ID =
      Setting.optional(
          "AWS_ACCESS_KEY_ID",
          Form.text(),
          "Credentials, with the next two; Lambda sets them. Not set - AWS_PROFILE");

  private static final Setting<String> SECRET_ACCESS_KEY =
      Setting.optional("AWS_SECRET_ACCESS_KEY", Form.text(), "The secret of that key");

  private static final Setting<String> SESSION_TOKEN =
      Setting.optional(
          "AWS_SESSION_TOKEN", Form.text(), "Of temporary credentials. Not set - they are lasting");

  private static final Setting<String> PROFILE =
      Setting.optional(
          "AWS_PROFILE",
          Form.text(),
          "A profile of the AWS configuration files. Not set - the SDK's default provider chain");

  /** All variables that {@link #from} reads. */
  public static final SettingGroup DECLARED =
      new SettingGroup(
          "How AWS is reached",
          "Read by functions, by the agent and by the command.",
          List.of(
              CALL_TIMEOUT,
              ACTIVE_REGION_TABLE,
              CHECKPOINT_TABLE,
              ENDPOINT,
              ACCESS_KEY_ID,
              SECRET_ACCESS_KEY,
              SESSION_TOKEN,
              PROFILE));

  /**
   * Checks the timeout.
   *
   * @throws IllegalArgumentException when it is not positive
   */
  public AwsSettings {
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException("The call timeout must be positive, not " + callTimeout);
    }
  }

  /**
   * From an environment, by {@link #DECLARED}.
   *
   * @throws io.farshore.core.setting.InvalidSetting naming the variable that can't be read
   */
  public static AwsSettings from(Map<String, String> environment) {
    Configuration given = new Configuration(environment);
    return new AwsSettings(
        given.find(ENDPOINT),
        credentials(given),
        given.get(CALL_TIMEOUT),
        given.get(ACTIVE_REGION_TABLE),
        given.get(CHECKPOINT_TABLE));
  }

  /** The same, with calls to {@code url}. */
  public AwsSettings withEndpoint(URI url) {
    return new AwsSettings(
        Optional.of(url), credentials, callTimeout, activeRegionTable, checkpointTable);
  }

  /** The same, with fixed keys. */
  public AwsSettings withKeys(String accessKeyId, String secretAccessKey) {
    var keys = AwsBasicCredentials.create(accessKeyId, secretAccessKey);
    return withCredentials(StaticCredentialsProvider.create(keys));
  }

  /** The same, with the credentials of a profile in the AWS configuration files. */
  public AwsSettings withProfile(String profile) {
    return withCredentials(ProfileCredentialsProvider.create(profile));
  }

  private AwsSettings withCredentials(AwsCredentialsProvider other) {
    return new AwsSettings(endpoint, other, callTimeout, activeRegionTable, checkpointTable);
  }

  /** The same, with another call timeout. */
  public AwsSettings withCallTimeout(Duration timeout) {
    return new AwsSettings(endpoint, credentials, timeout, activeRegionTable, checkpointTable);
  }

  private static AwsCredentialsProvider credentials(Configuration given) {
    Optional<String> id = given.find(ACCESS_KEY_ID);
    Optional<String> secret = given.find(SECRET_ACCESS_KEY);
    if (id.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(
          given
              .find(SESSION_TOKEN)
              .<AwsCredentials>map(
                  token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
              .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
    }
    return given
        .find(PROFILE)
        .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }
}
