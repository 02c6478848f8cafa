package io.farshore.functions.verify;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.failover.VerifyActivation.Result;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.handler.InvalidInput;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.wire.EpochRef;
import io.farshore.functions.wire.Wire;
import java.util.Map;

/** Step 10, one look; the state machine looks again until its deadline. */
public final class VerifyActivation
    extends JsonHandler<VerifyActivation.Input, VerifyActivation.Output> {

  private final Stack stack;

  /** In Lambda. */
  public VerifyActivation() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public VerifyActivation(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public VerifyActivation(Stack stack) {
    super(Input.class);
    this.stack = stack;
  }

  /**
   * What to verify.
   *
   * @param stream null: the stack's own
   * @param epoch an active one of this Region
   */
  public record Input(String stream, EpochRef epoch) {
    /** Checks that all is there. */
    public Input {
      InvalidInput.required("epoch", epoch);
    }
  }

  /**
   * What is seen.
   *
   * @param status {@code Verified}, {@code Waiting} or {@code Superseded}
   * @param producers how many follow the epoch
   * @param firstRecordAt arrival of the epoch's first record seen, or null
   * @param missing what is missing, or null
   * @param by the later epoch, or null
   */
  public record Output(
      String status, int producers, String firstRecordAt, String missing, EpochRef by) {}

  @Override
  public Output handle(Input input, Context context) {
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    var verification =
        new io.farshore.core.failover.VerifyActivation(
            stack.ownEpochs(),
            stack.ownCheckpoints(),
            stack.ports().stream(stack.own(), stream),
            stack.loop(),
            stack.producerSilence(),
            stack.producersReport());
    Result result = stack.await(() -> verification.look(input.epoch().id()));
    if (result instanceof Result.Verified verified) {
      return new Output(
          "Verified", verified.producers(), Wire.instant(verified.firstRecordAt()), null, null);
    } else if (result instanceof Result.Waiting waiting) {
      return new Output("Waiting", 0, null, waiting.missing(), null);
    }
    return new Output("Superseded", 0, null, null, EpochRef.of(((Result.Superseded) result).by()));
  }
}
