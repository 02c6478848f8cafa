package io.farshore.lab.kinesis;

import io.farshore.core.time.ThreadEventLoop;
import io.farshore.lab.endpoint.Credentials;
import io.farshore.lab.endpoint.Endpoint;
import io.farshore.lab.endpoint.EndpointSettings;
import io.farshore.lab.endpoint.RequestIds;
import io.farshore.lab.endpoint.ServiceRouter;
import io.farshore.lab.faults.Faults;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Kinesis behind the endpoint, and clients of AWS's own SDK for it. */
final class Wire implements AutoCloseable {

  static final String HERE = "us-east-1";
  static final String THERE = "us-east-2";

  final Faults faults = new Faults();
  final Credentials credentials = new Credentials();
  final KinesisService kinesis;
  private final ThreadEventLoop timer;
  private final Endpoint endpoint;

  Wire(Clock clock, boolean shardLimits) {
    kinesis = new KinesisService(clock, faults, shardLimits);
    timer = new ThreadEventLoop("timer", Clock.systemUTC(), System::nanoTime);
    ServiceRouter router = new ServiceRouter(List.of(HERE, THERE), faults, timer, timer);
    router.add(kinesis);
    endpoint =
        new Endpoint(
            EndpointSettings.onPort(0),
            router,
            credentials,
            new RequestIds(new SplittableRandom(1)));
  }

  KinesisClient client(String region) {
    return client(region, "test");
  }

  KinesisClient client(String region, String accessKeyId) {
    return KinesisClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.of(region))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
        .build();
  }

  /** A client that speaks JSON; which of the two is decided when a client is built. */
  KinesisClient jsonClient(String region) {
    System.setProperty("aws.cborEnabled", "false");
    try {
      return client(region);
    } finally {
      System.clearProperty("aws.cborEnabled");
    }
  }

  @Override
  public void close() {
    endpoint.close();
    timer.close();
  }
}
