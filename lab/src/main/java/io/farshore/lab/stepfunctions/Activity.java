package io.farshore.lab.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.stepfunctions.execution.Tasks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An activity: tasks on one side, workers that poll on the other. Used on the event loop only. */
final class Activity {

  /**
   * A task that no worker has yet.
   *
   * @param started ends with the worker's name when one takes the task
   */
  record Waiting(String token, String input, CompletableFuture<Tasks.Answer> started) {}

  /** A worker that polls. */
  record Poll(Optional<String> worker, CompletableFuture<ObjectNode> answer) {}

  private final String arn;
  private final String name;
  private final Instant createdAt;
  private final ObjectNode encryption;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Deque<Waiting> tasks = new ArrayDeque<>();
  private final Deque<Poll> polls = new ArrayDeque<>();

  Activity(String arn, String name, Instant createdAt, ObjectNode encryption) {
    this.arn = arn;
    this.name = name;
    this.createdAt = createdAt;
    this.encryption = encryption;
  }

  String arn() {
    return arn;
  }

  String name() {
    return name;
  }

  Instant createdAt() {
    return createdAt;
  }

  ObjectNode encryption() {
    return encryption;
  }

  Map<String, String> tags() {
    return tags;
  }

  void offer(Waiting task) {
    tasks.add(task);
    meet();
  }

  void poll(Poll poll) {
    polls.add(poll);
    meet();
  }

  /** The worker has gone without a task. */
  void giveUp(Poll poll) {
    if (polls.remove(poll)) {
      poll.answer().complete(Answers.object());
    }
  }

  private void meet() {
    while (!tasks.isEmpty() && !polls.isEmpty()) {
      Waiting task = tasks.remove();
      Poll poll = polls.remove();
      ObjectNode worker = Answers.object();
      poll.worker().ifPresent(text -> worker.put("workerName", text));
      task.started().complete(new Tasks.Succeeded(worker));
      poll.answer()
          .complete(Answers.object().put("taskToken", task.token()).put("input", task.input()));
    }
  }
}
