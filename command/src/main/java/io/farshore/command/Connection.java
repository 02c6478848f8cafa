package io.farshore.command;

import io.farshore.aws.AwsAdapters;
import io.farshore.aws.AwsSettings;
import io.farshore.core.stream.Region;
import io.farshore.core.time.EventLoop;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a command works: on AWS, or on a lab by its endpoint. */
public final class Connection {

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "of a lab, such as http://127.0.0.1:4566; without it AWS itself")
  private URI endpoint;

  @Option(names = "--profile", paramLabel = "NAME", description = "of the AWS credentials")
  private String profile;

  @Option(
      names = "--regions",
      paramLabel = "A,B",
      split = ",",
      description = "the two Regions",
      defaultValue = "us-east-1,us-east-2")
  private List<String> regionNames;

  /**
   * The two Regions, in the order given.
   *
   * @throws UnusableInput when they are not two, or no Regions
   */
  public List<Region> regions() {
    List<Region> regions = new ArrayList<>();
    try {
      regionNames.forEach(name -> regions.add(new Region(name.strip())));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput("--regions: " + e.getMessage(), e);
    }
    if (regions.size() != 2 || regions.get(0).equals(regions.get(1))) {
      throw new UnusableInput(
          "--regions "
              + String.join(",", regionNames)
              + ": Farshore works with two Regions; name two, such as us-east-1,us-east-2");
    }
    return List.copyOf(regions);
  }

  /** Clients for it. The environment's credentials count where {@code --profile} is not given. */
  public AwsAdapters open(EventLoop loop, Map<String, String> processEnvironment) {
    return new AwsAdapters(AwsSettings.from(environment(processEnvironment)), loop);
  }

  /** The environment as the options change it; what {@link AwsSettings#from} takes. */
  public Map<String, String> environment(Map<String, String> processEnvironment) {
    Map<String, String> environment = new HashMap<>(processEnvironment);
    if (profile != null) {
      environment.put("AWS_PROFILE", profile);
      environment.remove("AWS_ACCESS_KEY_ID");
    }
    if (endpoint != null) {
      environment.put("AWS_ENDPOINT_URL", endpoint.toString());
      environment.putIfAbsent("AWS_ACCESS_KEY_ID", "test");
      environment.putIfAbsent("AWS_SECRET_ACCESS_KEY", "test");
    }
    environment.putIfAbsent("CALL_TIMEOUT_MILLIS", "5000");
    return environment;
  }
}
