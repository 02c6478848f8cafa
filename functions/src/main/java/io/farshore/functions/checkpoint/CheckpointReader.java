package io.farshore.functions.checkpoint;

import com.amazonaws.services.lambda.runtime.Context;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.failover.CheckpointReading;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.StreamName;
import io.farshore.functions.handler.JsonHandler;
import io.farshore.functions.handler.LambdaEnvironment;
import io.farshore.functions.handler.Stack;
import io.farshore.functions.wire.ResumePoint;
import io.farshore.functions.wire.Wire;
import java.util.Map;
import java.util.Optional;

/** Step 6, and for people with the input {@code {}}: how much of the data is in this Region. */
public final class CheckpointReader extends JsonHandler<CheckpointReader.Input, StandingOutput> {

  private final Stack stack;

  /** In Lambda. */
  public CheckpointReader() {
    this(LambdaEnvironment.variables());
    rehearseOn(stack);
  }

  /** In a given environment. */
  public CheckpointReader(Map<String, String> environment) {
    this(Stack.of(environment));
  }

  /** On a given stack. */
  public CheckpointReader(Stack stack) {
    super(Input.class);
    this.stack = stack;
  }

  /**
   * What to read.
   *
   * @param stream null: the stack's own
   * @param below the number of the epoch to be opened; null: read over the last opened one
   * @param resumeFrom points by hand, which may only lower W; null for none
   */
  public record Input(String stream, Long below, Map<String, ResumePoint> resumeFrom) {}

  @Override
  public StandingOutput handle(Input input, Context context) {
    StreamName stream = Wire.stream(input.stream(), stack.stream());
    Map<ProducerId, Watermark> byHand = ResumePoint.watermarks(input.resumeFrom());
    CheckpointReading reading = new CheckpointReading(stack.ownCheckpoints(), stack.loop());
    return stack.await(
        () ->
            stack
                .ownEpochs()
                .epochs(stream)
                .thenCompose(
                    epochs ->
                        reading.read(
                            stream,
                            CheckpointReading.lastOpened(
                                epochs, Optional.ofNullable(input.below()))))
                .thenApply(
                    standing ->
                        StandingOutput.of(stream.value(), stack.own().name(), standing, byHand)));
  }
}
