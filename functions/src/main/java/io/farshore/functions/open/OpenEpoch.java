package io.farshore.functions.open;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.aws.AwsSettings;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.NamedShard;
import io.farshore.core.failover.ActivateEpoch;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.ResumePoint;
import io.farshore.functions.wire.Wire;
import java.util.Map;

/**
 * Steps 7 and 8 in one invocation. Doing it twice is as good as once: an epoch that is active
 * already is success.
 */
public final class OpenEpoch extends JsonHandler<OpenEpoch.Input, OpenEpoch.Output> {

  private static final int ATTEMPTS = 10;

  private final Stack stack;

  /** In Lambda. */
  public OpenEpoch() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack, () -> stack.ports().stream(stack.own(), stack.stream()).shards());
  }

  /** In a given environment. */
  public OpenEpoch(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public OpenEpoch(Stack stack) {
    super(Input.class);
    this.stack = stack;
  }

  /**
   * What to open.
   *
   * @param stream null: the stack's own
   * @param epoch a {@code FENCING} one of this Region
   * @param resumeFrom where the producers resume, as CheckpointReader read it
   */
  public record Input(String stream, EpochRef epoch, Map<String, ResumePoint> resumeFrom) {
    /** Checks that all is there: no resume points would mean the beginning of every log. */
    public Input {
      InvalidInput.required("epoch", epoch);
      InvalidInput.required("resumeFrom", resumeFrom);
    }
  }

  /**
   * What became of it.
   *
   * @param status {@code Activated} or {@code Superseded}
   * @param byThisExecution false where another one activated it first
   * @param activatedAt or null
   * @param openShards how many were marked
   * @param closedShards how many were named closed
   * @param by the later epoch, or null
   */
  public record Output(
      String status,
      boolean byThisExecution,
      String activatedAt,
      long openShards,
      long closedShards,
      EpochRef by) {}

  @Override
  public Output handle(Input input, Context context) {
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    Map<ProducerId, Watermark> resumeFrom = ResumePoint.watermarks(input.resumeFrom());
    ActivateEpoch activation =
        new ActivateEpoch(
            stack.ownEpochs(),
            new io.farshore.core.failover.OpenEpoch(
                stack.ports().stream(stack.own(), stream),
                stack.loop(),
                stack.lease().minus(stack.settings().get(AwsSettings.CALL_TIMEOUT)),
                ATTEMPTS),
            stack.loop());
    return output(stack.await(() -> activation.activate(stream, input.epoch().id(), resumeFrom)));
  }

  private static Output output(ActivateEpoch.Result result) {
    if (result instanceof ActivateEpoch.Result.Superseded superseded) {
      return new Output("Superseded", false, null, 0, 0, EpochRef.of(superseded.by()));
    }
    var activated = (ActivateEpoch.Result.Activated) result;
    Epoch epoch = activated.epoch();
    long open = epoch.shards().values().stream().filter(s -> s instanceof NamedShard.Open).count();
    return new Output(
        "Activated",
        activated.byThis(),
        Wire.instant(epoch.activatedAt()),
        open,
        epoch.shards().size() - open,
        null);
  }
}
