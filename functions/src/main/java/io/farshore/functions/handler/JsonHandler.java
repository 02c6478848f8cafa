package io.farshore.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A step: JSON in, JSON out.
 *
 * @param <I> the input
 * @param <O> the output
 */
public abstract class JsonHandler<I, O> implements RequestStreamHandler {

  private static final byte[] NOTHING = {'{', '}'};

  private final Class<I> inputType;
  private Snapshot snapshot;

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

  /**
   * Before a snapshot, reads an input and looks at the own replicas, which opens the client. For
   * the constructor that Lambda calls.
   *
   * @param others what else this step can rehearse: reads only
   */
  @SafeVarargs
  protected final void rehearseOn(Stack stack, Supplier<? extends CompletableFuture<?>>... others) {
    List<Runnable> all = new ArrayList<>();
    all.add(() -> stack.await(() -> stack.ownEpochs().epochs(stack.stream())));
    all.add(() -> stack.await(() -> stack.ownCheckpoints().reports(stack.stream())));
    for (Supplier<? extends CompletableFuture<?>> other : others) {
      all.add(() -> stack.await(() -> other.get().thenApply(answer -> (Object) answer)));
    }
    rehearse(all);
  }

  /**
   * Before a snapshot, reads an input and runs what is given. For the constructor that Lambda
   * calls.
   *
   * @param all what this step may do at any time: it changes nothing
   */
  protected final void rehearse(List<Runnable> all) {
    List<Runnable> withInput = new ArrayList<>();
    withInput.add(() -> Json.read(inputType, new ByteArrayInputStream(NOTHING)));
    withInput.addAll(all);
    snapshot = Snapshot.of(withInput);
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context) {
    Json.write(handle(Json.read(inputType, in), context), out);
  }
}
