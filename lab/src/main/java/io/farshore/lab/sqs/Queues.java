package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.time.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The queues of all Regions. Guarded by its service's lock. */
final class Queues {

  private static final Duration NAME_IS_TAKEN = Duration.ofSeconds(60);

  private final EventLoop loop;
  private final Supplier<String> ids;
  private final Map<String, Map<String, Queue>> byRegion = new HashMap<>();
  private final Map<QueueName, Long> deletedAt = new HashMap<>();

  Queues(EventLoop loop, Supplier<String> ids) {
    this.loop = loop;
    this.ids = ids;
  }

  /** Makes a queue; one with the same name and attributes is as good. */
  Queue create(QueueName name, JsonNode asked, JsonNode tags) {
    Queue there = of(name.region()).get(name.name());
    if (there != null) {
      there
          .attributes()
          .differing(asked)
          .ifPresent(
              attribute -> {
                throw SqsErrors.of(
                    "QueueNameExists",
                    "A queue already exists with the same name and a different value for attribute "
                        + attribute);
              });
      return there;
    }
    Long deleted = deletedAt.get(name);
    if (deleted != null && loop.monotonicNanos() - deleted < NAME_IS_TAKEN.toNanos()) {
      throw SqsErrors.of(
          "QueueDeletedRecently",
          "You must wait 60 seconds after deleting a queue before you can create another with the"
              + " same name.");
    }
    QueueAttributes attributes = new QueueAttributes(name.isFifo());
    attributes.set(asked);
    checkDeadLetters(name, attributes);
    Queue made = new Queue(name, attributes, loop, ids);
    tags.properties().forEach(tag -> made.tags().put(tag.getKey(), tag.getValue().asText()));
    of(name.region()).put(name.name(), made);
    return made;
  }

  /** Sets attributes of a queue. */
  void set(Queue queue, JsonNode changes) {
    QueueAttributes tried = new QueueAttributes(queue.name().isFifo());
    tried.set(changes);
    checkDeadLetters(queue.name(), tried);
    queue.attributes().set(changes);
    queue.modified();
  }

  private void checkDeadLetters(QueueName name, QueueAttributes attributes) {
    if (attributes.redrive().isEmpty()) {
      return;
    }
    String text = attributes.values().get("RedrivePolicy");
    String arn = attributes.redrive().get().deadLetterTargetArn();
    QueueName target =
        QueueName.ofArn(arn)
            .orElseThrow(
                () ->
                    SqsErrors.invalid(
                        text, "RedrivePolicy", "Invalid value for deadLetterTargetArn."));
    if (!target.region().equals(name.region()) || find(target).isEmpty()) {
      throw SqsErrors.invalid(text, "RedrivePolicy", "Dead letter target does not exist.");
    }
    if (target.isFifo() != name.isFifo()) {
      throw SqsErrors.invalid(
          text, "RedrivePolicy", "Dead-letter queue must be same type of queue as the source.");
    }
  }

  void delete(Queue queue) {
    of(queue.name().region()).remove(queue.name().name());
    deletedAt.put(queue.name(), loop.monotonicNanos());
  }

  Optional<Queue> find(QueueName name) {
    return Optional.ofNullable(of(name.region()).get(name.name()));
  }

  Queue get(QueueName name) {
    return find(name).orElseThrow(SqsErrors::noQueue);
  }

  /** The queues of a Region by name. */
  List<Queue> all(String region) {
    return List.copyOf(of(region).values());
  }

  /** Those of all Regions. */
  List<Queue> all() {
    return byRegion.values().stream().flatMap(queues -> queues.values().stream()).toList();
  }

  private Map<String, Queue> of(String region) {
    return byRegion.computeIfAbsent(region, each -> new TreeMap<>());
  }
}
