package io.farshore.functions.redirect;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.EpochId;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.SdkClients;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Step 9: points the CNAME of the active Region at this one, where one is configured. Nothing that
 * must happen depends on it (guarantee F). Settings: {@code TRAFFIC_HOSTED_ZONE_ID}, {@code
 * TRAFFIC_RECORD_NAME}, {@code TRAFFIC_RECORD_TARGET}, and those of {@link Stack}.
 */
public final class RedirectTraffic
    extends JsonHandler<RedirectTraffic.Input, RedirectTraffic.Output> {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final long SECONDS_TO_LIVE = 30;

  private final Stack stack;
  private final TrafficRecord traffic;

  /** In Lambda. */
  public RedirectTraffic() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public RedirectTraffic(Map<String, String> environment) {
    this(
        Stack.of(environment),
        inRoute53(
            SdkClients.build(Route53Client.builder(), environment, Region.AWS_GLOBAL, TIMEOUT)));
  }

  /** On a given stack, with a given record. */
  public RedirectTraffic(Stack stack, TrafficRecord traffic) {
    super(Input.class);
    this.stack = stack;
    this.traffic = traffic;
  }

  /**
   * What to redirect.
   *
   * @param stream null: the stack's own
   * @param region the Region that was activated
   * @param epoch in which it is
   */
  public record Input(String stream, String region, EpochRef epoch) {
    /** Checks that all is there. */
    public Input {
      InvalidInput.required("region", region);
      InvalidInput.required("epoch", epoch);
    }
  }

  /** What became of it. */
  public enum Status {
    /** The record points to this Region. */
    REDIRECTED("Redirected"),
    /** No record is set. */
    NOT_CONFIGURED("NotConfigured"),
    /** The epoch is not in force any more. */
    SUPERSEDED("Superseded");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** As it is written in JSON. */
    public String label() {
      return label;
    }
  }

  /**
   * What became of it.
   *
   * @param status the label of a {@link Status}
   * @param detail in words
   */
  public record Output(String status, String detail) {}

  @Override
  public Output handle(Input input, Context context) {
    Optional<String> zone = stack.settings().find(FunctionSettings.TRAFFIC_HOSTED_ZONE_ID);
    if (zone.isEmpty()) {
      return new Output(Status.NOT_CONFIGURED.label(), "TRAFFIC_HOSTED_ZONE_ID is not set");
    }
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    Optional<EpochId> inForce =
        stack.await(() -> stack.ownEpochs().epochs(stream)).inForce().map(Epoch::id);
    if (!inForce.equals(Optional.of(input.epoch().id()))) {
      return new Output(
          Status.SUPERSEDED.label(),
          "in force is " + inForce.map(EpochId::toString).orElse("none"));
    }
    String name = stack.settings().get(FunctionSettings.TRAFFIC_RECORD_NAME);
    String target = stack.settings().get(FunctionSettings.TRAFFIC_RECORD_TARGET);
    traffic.pointAt(zone.get(), name, target);
    return new Output(Status.REDIRECTED.label(), name + " points to " + target);
  }

  private static TrafficRecord inRoute53(Route53Client route53) {
    return (zoneId, name, target) -> {
      ResourceRecordSet alias =
          ResourceRecordSet.builder()
              .name(name)
              .type(RRType.CNAME)
              .ttl(SECONDS_TO_LIVE)
              .resourceRecords(ResourceRecord.builder().value(target).build())
              .build();
      Change upsert = Change.builder().action(ChangeAction.UPSERT).resourceRecordSet(alias).build();
      route53.changeResourceRecordSets(
          request -> request.hostedZoneId(zoneId).changeBatch(batch -> batch.changes(upsert)));
    };
  }
}
