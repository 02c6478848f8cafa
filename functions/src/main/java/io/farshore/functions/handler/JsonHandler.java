package io.farshore.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A step: JSON in, JSON out.
 *
 * @param <I> the input
 * @param <O> the output
 */
public abstract class JsonHandler<I, O> implements RequestStreamHandler {

  private final Class<I> inputType;

  /** A step with an input of this type. */
  protected JsonHandler(Class<I> inputType) {
    this.inputType = inputType;
  }

  /**
   * Does the step. What it throws fails the invocation; the state machine decides on a retry.
   *
   * @param context only of use for the log and the time that is left
   */
  public abstract O handle(I input, Context context);

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context) {
    Json.write(handle(Json.read(inputType, in), context), out);
  }
}
