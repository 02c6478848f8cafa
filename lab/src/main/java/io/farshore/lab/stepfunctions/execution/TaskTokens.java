package io.farshore.lab.stepfunctions.execution;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The task tokens of one Region. Used on the event loop only. */
public final class TaskTokens {

  private final Supplier<String> texts;
  private final Map<String, WaitingTask> waiting = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  /**
   * No tokens yet.
   *
   * @param texts a new text at each call, none twice
   */
  public TaskTokens(Supplier<String> texts) {
    this.texts = texts;
  }

  /** The task that waits with this token; empty when it ended, or there never was one. */
  public Optional<WaitingTask> waiting(String token) {
    return Optional.ofNullable(waiting.get(token));
  }

  /** True when a task with this token waited once, and does not any more. */
  public boolean ended(String token) {
    return ended.contains(token);
  }

  String issue(WaitingTask task) {
    String token = texts.get();
    waiting.put(token, task);
    return token;
  }

  void end(String token) {
    waiting.remove(token);
    ended.add(token);
  }
}
