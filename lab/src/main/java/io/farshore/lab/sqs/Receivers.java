package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Those who receive, and those who wait for a message by long polling. Guarded by its service's
 * lock; answers are completed on the loop, outside of it.
 */
final class Receivers {

  private final Queues queues;
  private final EventLoop loop;
  private final Object lock;
  private final Map<QueueName, List<Waiting>> waiting = new HashMap<>();
  private final Map<QueueName, Long> wakeAt = new HashMap<>();

  private record Waiting(ReceiveApi wanted, CompletableFuture<JsonNode> answer) {}

  Receivers(Queues queues, EventLoop loop, Object lock) {
    this.queues = queues;
    this.loop = loop;
    this.lock = lock;
  }

  /** The answer to ReceiveMessage: at once, or when there is a message, or at the wait's end. */
  CompletableFuture<JsonNode> receive(Queue queue, JsonNode input) {
    ReceiveApi wanted = ReceiveApi.of(queue, input);
    ObjectNode now = attempt(queue, wanted);
    if (!now.isEmpty() || wanted.patience().isZero()) {
      return CompletableFuture.completedFuture(now);
    }
    Waiting waiter = new Waiting(wanted, new CompletableFuture<>());
    waiting.computeIfAbsent(queue.name(), name -> new ArrayList<>()).add(waiter);
    loop.after(wanted.patience(), () -> giveUp(queue.name(), waiter));
    wakeLater(queue);
    return waiter.answer();
  }

  /** Serves those who wait for messages of a queue that has changed. */
  void changed(Queue queue) {
    Iterator<Waiting> all = waiting.getOrDefault(queue.name(), List.of()).iterator();
    while (all.hasNext()) {
      Waiting waiter = all.next();
      ObjectNode answer = attempt(queue, waiter.wanted());
      if (!answer.isEmpty()) {
        all.remove();
        loop.execute(() -> waiter.answer().complete(answer));
      }
    }
    wakeLater(queue);
  }

  private ObjectNode attempt(Queue queue, ReceiveApi wanted) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    List<StoredMessage> dead = new ArrayList<>();
    List<StoredMessage> received = queue.receive(wanted.most(), wanted.invisible(), dead::add);
    if (!received.isEmpty()) {
      ArrayNode messages = output.putArray("Messages");
      received.forEach(message -> messages.add(wanted.describe(message)));
    }
    dead.forEach(message -> bury(queue, message));
    return output;
  }

  private void bury(Queue queue, StoredMessage message) {
    String arn = queue.attributes().redrive().orElseThrow().deadLetterTargetArn();
    QueueName.ofArn(arn)
        .flatMap(queues::find)
        .ifPresentOrElse(
            target -> {
              message.movedFrom(queue.name().arn());
              target.take(message);
              changed(target);
            },
            () -> queue.take(message));
  }

  private void giveUp(QueueName queue, Waiting waiter) {
    synchronized (lock) {
      if (!waiting.getOrDefault(queue, List.of()).remove(waiter)) {
        return;
      }
    }
    waiter.answer().complete(JsonNodeFactory.instance.objectNode());
  }

  private void wakeLater(Queue queue) {
    QueueName name = queue.name();
    if (waiting.getOrDefault(name, List.of()).isEmpty()) {
      return;
    }
    queue
        .nextVisibleAt()
        .filter(at -> at < wakeAt.getOrDefault(name, Long.MAX_VALUE))
        .ifPresent(
            at -> {
              wakeAt.put(name, at);
              loop.after(Duration.ofNanos(at - loop.monotonicNanos()), () -> wake(name, at));
            });
  }

  private void wake(QueueName name, long at) {
    synchronized (lock) {
      wakeAt.remove(name, at);
      queues.find(name).ifPresent(this::changed);
    }
  }
}
