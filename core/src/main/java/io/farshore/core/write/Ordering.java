package io.farshore.core.write;

/** What a writer waits for before it sends a record whose key has others before it. */
public enum Ordering {
  /**
   * The acknowledgement of the record before it: a call holds a key at most once (guarantee B). A
   * key gets one record a round trip.
   */
  STRICT,

  /**
   * The end of the call that holds the records before it: a call holds any number of a key, in
   * order. Where Kinesis refuses one and takes a later one, the refused one and all after it are
   * sent again: the last record of a key is right, but guarantee B does not hold.
   */
  RELAXED
}
