package io.farshore.core.checkpoint;

/** What a producer is doing, as it reports it. */
public enum ProducerPhase {
  /** It writes to the Region of the epoch that it follows. */
  WRITING,
  /** A switchover drains: it has stopped to read its log, and waits for answers. */
  FLUSHING,
  /** Flushed: its last heartbeat is in every shard, nothing of it is unanswered. */
  DRAINED,
  /** It has no lease, or its Region does not answer; it goes on when it can. */
  PAUSED,
  /** It has ended, everything answered; nobody waits for it. */
  STOPPED
}
