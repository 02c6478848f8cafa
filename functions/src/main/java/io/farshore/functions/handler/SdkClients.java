package io.farshore.functions.handler;

import io.farshore.aws.AwsSettings;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients of services that are not the protocol's: one attempt, within a time limit. */
public final class SdkClients {

  private SdkClients() {}

  /**
   * A client.
   *
   * @param environment as for {@link AwsSettings#from}
   * @param timeout of a call, all in all
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Map<String, String> environment, Region region, Duration timeout) {
    AwsSettings settings = AwsSettings.from(environment);
    builder
        .region(region)
        .credentialsProvider(settings.credentials())
        .httpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(timeout)
                .socketTimeout(timeout)
                .build())
        .overrideConfiguration(
            override ->
                override
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(timeout)
                    .apiCallAttemptTimeout(timeout));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
