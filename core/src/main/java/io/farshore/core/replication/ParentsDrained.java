package io.farshore.core.replication;

/** Whether a child shard came after all of its parents' records, as the protocol rests on. */
public enum ParentsDrained {
  /** No record of a parent was found that is not copied. */
  YES,
  /** A parent has records that are not copied: the child came early, order by key is at risk. */
  NO,
  /** A parent could not be read. */
  UNKNOWN
}
