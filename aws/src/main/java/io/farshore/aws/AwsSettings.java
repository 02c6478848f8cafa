package io.farshore.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
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

  /** One second: a call across a continent takes a tenth of it. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofSeconds(1);

  /** The name that {@code tables.yaml} gives the active-Region table. */
  public static final String DEFAULT_ACTIVE_REGION_TABLE = "kdsActiveRegionConfig";

  /** The name that {@code tables.yaml} gives the checkpoint table. */
  public static final String DEFAULT_CHECKPOINT_TABLE = "kdsReplicationCheckpoint";

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
   * From an environment: {@code AWS_ENDPOINT_URL}, {@code CALL_TIMEOUT_MILLIS}, {@code
   * ACTIVE_REGION_TABLE}, {@code CHECKPOINT_TABLE}, and {@code AWS_ACCESS_KEY_ID}, {@code
   * AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}. Without the keys: {@code AWS_PROFILE}, and
   * without that the SDK's default provider chain. An empty value counts as absent.
   *
   * @throws IllegalArgumentException naming the variable that can't be read
   */
  public static AwsSettings from(Map<String, String> environment) {
    return new AwsSettings(
        value(environment, "AWS_ENDPOINT_URL").map(URI::create),
        credentials(environment),
        value(environment, "CALL_TIMEOUT_MILLIS")
            .map(AwsSettings::millis)
            .orElse(DEFAULT_CALL_TIMEOUT),
        value(environment, "ACTIVE_REGION_TABLE").orElse(DEFAULT_ACTIVE_REGION_TABLE),
        value(environment, "CHECKPOINT_TABLE").orElse(DEFAULT_CHECKPOINT_TABLE));
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

  private static AwsCredentialsProvider credentials(Map<String, String> environment) {
    Optional<String> id = value(environment, "AWS_ACCESS_KEY_ID");
    Optional<String> secret = value(environment, "AWS_SECRET_ACCESS_KEY");
    if (id.isPresent() && secret.isPresent()) {
      return StaticCredentialsProvider.create(
          value(environment, "AWS_SESSION_TOKEN")
              .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                  token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
              .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
    }
    return value(environment, "AWS_PROFILE")
        .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static Duration millis(String text) {
    try {
      return Duration.ofMillis(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "CALL_TIMEOUT_MILLIS is a number of milliseconds, not \"" + text + "\"", e);
    }
  }

  static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }
}
