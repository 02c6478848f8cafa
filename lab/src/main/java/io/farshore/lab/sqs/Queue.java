package io.farshore.lab.sqs;

import io.farshore.core.time.EventLoop;
import io.farshore.lab.sqs.StoredMessage.NewMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One queue and its messages. Guarded by its service's lock. */
final class Queue {

  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);
  private static final Duration PURGE = Duration.ofSeconds(60);

  private final QueueName name;
  private final QueueAttributes attributes;
  private final EventLoop loop;
  private final Supplier<String> ids;
  private final long createdSeconds;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, StoredMessage> messages = new LinkedHashMap<>();
  private final Map<String, Sent> deduplication = new HashMap<>();
  private long modifiedSeconds;
  private final Map<String, Long> servedAt = new HashMap<>();
  private long sequence;
  private long turns;
  private Optional<Long> purgedAt = Optional.empty();

  /** A message that was sent, and when: another with the same id is the same. */
  private record Sent(StoredMessage message, long at) {}

  Queue(QueueName name, QueueAttributes attributes, EventLoop loop, Supplier<String> ids) {
    this.name = name;
    this.attributes = attributes;
    this.loop = loop;
    this.ids = ids;
    this.createdSeconds = loop.wallTime().getEpochSecond();
    this.modifiedSeconds = createdSeconds;
  }

  QueueName name() {
    return name;
  }

  QueueAttributes attributes() {
    return attributes;
  }

  Map<String, String> tags() {
    return tags;
  }

  long createdSeconds() {
    return createdSeconds;
  }

  long modifiedSeconds() {
    return modifiedSeconds;
  }

  void modified() {
    modifiedSeconds = loop.wallTime().getEpochSecond();
  }

  /** Adds a message; in a FIFO queue one that was sent within five minutes is not added again. */
  StoredMessage send(NewMessage content, Duration delay) {
    long now = loop.monotonicNanos();
    if (!name.isFifo()) {
      return add(content, now + delay.toNanos());
    }
    deduplication.values().removeIf(sent -> now - sent.at() >= DEDUPLICATION.toNanos());
    String key =
        attributes.is("DeduplicationScope", "messageGroup")
            ? content.groupId() + " " + content.deduplicationId()
            : content.deduplicationId();
    Sent sent = deduplication.get(key);
    if (sent != null) {
      return sent.message();
    }
    StoredMessage added = add(content, now + delay.toNanos());
    deduplication.put(key, new Sent(added, now));
    return added;
  }

  private StoredMessage add(NewMessage content, long visibleAt) {
    StoredMessage message =
        new StoredMessage(ids.get(), content, loop.wallTime().toEpochMilli(), visibleAt);
    messages.put(message.id(), message);
    return message;
  }

  /** Takes a message over from another queue, as it is. */
  void take(StoredMessage message) {
    message.visibleAt(loop.monotonicNanos());
    messages.put(message.id(), message);
  }

  String nextSequenceNumber() {
    return "188" + String.format("%017d", ++sequence * 256);
  }

  /**
   * Hands out messages.
   *
   * @param deadLetters takes those that were received too often instead
   */
  List<StoredMessage> receive(int most, Duration invisible, Consumer<StoredMessage> deadLetters) {
    expire();
    long now = loop.monotonicNanos();
    List<StoredMessage> received = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (StoredMessage message : inOrder()) {
      if (received.size() == most) {
        break;
      }
      String group = message.content().groupId();
      if (name.isFifo() && held.contains(group)) {
        continue;
      }
      if (!message.isVisible(now)) {
        held.add(group);
      } else if (isExhausted(message)) {
        messages.remove(message.id());
        deadLetters.accept(message);
      } else {
        String handle = new Receipt(ids.get(), name.arn(), message.id()).handle();
        message.received(handle, loop.wallTime().toEpochMilli(), now + invisible.toNanos());
        received.add(message);
        servedAt.put(group, ++turns);
      }
    }
    return received;
  }

  /**
   * A FIFO queue hands out as many messages of one group as it can before it goes to the next, and
   * comes back to a group when all others had their turn.
   */
  private List<StoredMessage> inOrder() {
    if (!name.isFifo()) {
      return List.copyOf(messages.values());
    }
    Map<String, List<StoredMessage>> groups = new LinkedHashMap<>();
    for (StoredMessage message : messages.values()) {
      groups.computeIfAbsent(message.content().groupId(), id -> new ArrayList<>()).add(message);
    }
    servedAt.keySet().retainAll(groups.keySet());
    return groups.entrySet().stream()
        .sorted(Comparator.comparing(group -> servedAt.getOrDefault(group.getKey(), 0L)))
        .flatMap(group -> group.getValue().stream())
        .toList();
  }

  private boolean isExhausted(StoredMessage message) {
    return attributes
        .redrive()
        .filter(redrive -> message.receiveCount() >= redrive.maxReceiveCount())
        .isPresent();
  }

  /** Deletes a message; one that is gone already is not missed. */
  void delete(String handle) {
    Receipt receipt = Receipt.of(handle, name);
    StoredMessage message = messages.get(receipt.messageId());
    if (message == null) {
      return;
    }
    if (name.isFifo() && message.receipt().equals(handle) && isBack(message)) {
      throw SqsErrors.invalid(handle, "ReceiptHandle", "The receipt handle has expired.");
    }
    if (!name.isFifo() || message.receipt().equals(handle)) {
      messages.remove(message.id());
    }
  }

  private boolean isBack(StoredMessage message) {
    return message.isVisible(loop.monotonicNanos());
  }

  /** Makes a message that was received visible {@code after} a while, or at once. */
  void changeVisibility(String handle, Duration after) {
    StoredMessage message = messages.get(Receipt.of(handle, name).messageId());
    if (message == null) {
      throw SqsErrors.invalid(
          handle,
          "ReceiptHandle",
          "Message does not exist or is not available for visibility timeout change.");
    }
    if (isBack(message) && name.isFifo()) {
      throw SqsErrors.of("MessageNotInflight", "The specified message isn't in flight.");
    }
    boolean current = !name.isFifo() || message.receipt().equals(handle);
    if (current && !isBack(message)) {
      message.visibleAt(loop.monotonicNanos() + after.toNanos());
    }
  }

  /** Deletes all messages. */
  void purge() {
    long now = loop.monotonicNanos();
    if (purgedAt.filter(last -> now - last < PURGE.toNanos()).isPresent()) {
      throw SqsErrors.purging(name.name());
    }
    purgedAt = Optional.of(now);
    messages.clear();
    deduplication.clear();
  }

  /** The time at which the next message comes to be visible; empty when none is hidden. */
  Optional<Long> nextVisibleAt() {
    long now = loop.monotonicNanos();
    return messages.values().stream()
        .map(StoredMessage::visibleAt)
        .filter(at -> at > now)
        .min(Long::compare);
  }

  long visible() {
    return count(this::isBack);
  }

  long inFlight() {
    return count(message -> !isBack(message) && message.wasReceived());
  }

  long delayed() {
    return count(message -> !isBack(message) && !message.wasReceived());
  }

  private long count(Predicate<StoredMessage> which) {
    expire();
    return messages.values().stream().filter(which).count();
  }

  private void expire() {
    long oldest =
        loop.wallTime().minus(attributes.seconds("MessageRetentionPeriod")).toEpochMilli();
    messages.values().removeIf(message -> message.sentMillis() < oldest);
  }
}
