package io.farshore.lab.kinesis;

/** The states of a stream. */
enum StreamStatus {
  /** It has no shards yet. */
  CREATING,
  ACTIVE,
  /** It takes and gives records, but no other change. */
  UPDATING,
  /** It takes and gives no records any more. */
  DELETING
}
