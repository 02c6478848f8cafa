package io.farshore.lab.sns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One topic. Guarded by its service's lock. */
final class Topic {

  private static final int KEPT = 1000;
  private static final long DEDUPLICATION_MILLIS = 300_000;

  private final String arn;
  private final Map<String, String> attributes = new TreeMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final Deque<Message> messages = new ArrayDeque<>();
  private final Map<String, Sent> deduplication = new HashMap<>();
  private long sequence;

  /** What was published with a deduplication id. */
  record Sent(String messageId, String sequenceNumber, long atMillis) {}

  Topic(String arn) {
    this.arn = arn;
  }

  String arn() {
    return arn;
  }

  String region() {
    return arn.split(":")[3];
  }

  boolean isFifo() {
    return arn.endsWith(".fifo");
  }

  Map<String, String> attributes() {
    return attributes;
  }

  Map<String, String> tags() {
    return tags;
  }

  Map<String, Subscription> subscriptions() {
    return subscriptions;
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  void keep(Message message) {
    if (messages.size() == KEPT) {
      messages.removeFirst();
    }
    messages.add(message);
  }

  String nextSequenceNumber() {
    return "1" + String.format("%019d", ++sequence * 1000);
  }

  /** What was published with this id within five minutes; or null, having noted {@code now}. */
  Sent published(String id, Sent now) {
    deduplication.values().removeIf(s -> now.atMillis() - s.atMillis() >= DEDUPLICATION_MILLIS);
    return deduplication.putIfAbsent(id, now);
  }

  boolean deduplicatesByContent() {
    return Boolean.parseBoolean(attributes.get("ContentBasedDeduplication"));
  }
}
