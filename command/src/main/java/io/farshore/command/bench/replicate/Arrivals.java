package io.farshore.command.bench.replicate;

import io.farshore.lab.kinesis.ReadFrom;
import io.farshore.lab.kinesis.ShardBatch;
import io.farshore.lab.kinesis.ShardInfo;
import io.farshore.lab.kinesis.StoredRecord;
import io.farshore.lab.kinesis.StreamReader;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Judges what arrives in the target while it arrives: that nothing is missing in the end, that
 * nothing is there which was never written, and guarantee B (for each key drop what is at or below
 * the highest record seen; what is left is the key's whole sequence). Takes the lag of each
 * record's first copy, from just before its write to the source until it arrived in the target.
 *
 * <p>Written to by the feeding thread, read from by the one that looks; guarded by its lock.
 */
final class Arrivals implements Feed.Written {

  private static final int LIMIT = 10_000;

  private final StreamReader reader;
  private final Workload workload;
  private final int warmUp;
  private final Instant begun;
  private final int[] writtenMillis;
  private final int[] nth;
  private final int[] highest;
  private final BitSet arrived;
  private final Map<String, ReadFrom> read = new HashMap<>();
  private final Lags lags;
  private int written;
  private long duplicates;
  private long outOfOrder;
  private long foreign;
  private Instant last = Instant.EPOCH;

  /**
   * Nothing has arrived yet.
   *
   * @param warmUp records whose lag does not count
   * @param begun before the first record is written
   */
  Arrivals(StreamReader reader, Workload workload, int warmUp, Instant begun) {
    this.reader = reader;
    this.workload = workload;
    this.warmUp = warmUp;
    this.begun = begun;
    this.writtenMillis = new int[workload.records()];
    this.nth = new int[workload.records()];
    this.highest = new int[workload.keys().size()];
    this.arrived = new BitSet(workload.records());
    this.lags = new Lags();
  }

  @Override
  public synchronized void written(int number, int keyIndex, int nthOfKey, Instant at) {
    writtenMillis[number] = millis(at);
    nth[number] = nthOfKey;
    written = number + 1;
  }

  private int millis(Instant time) {
    return (int) (time.toEpochMilli() - begun.toEpochMilli());
  }

  /** Reads on, in all shards of the target. */
  synchronized void look() {
    for (ShardInfo shard : reader.shards(BenchLab.stream(BenchLab.SECOND))) {
      ShardBatch batch;
      do {
        ReadFrom from = read.getOrDefault(shard.shardId(), ReadFrom.trimHorizon());
        batch = reader.read(BenchLab.stream(BenchLab.SECOND), shard.shardId(), from, LIMIT);
        batch.records().forEach(this::judge);
        read.put(shard.shardId(), batch.next());
      } while (!batch.records().isEmpty());
    }
  }

  private void judge(StoredRecord stored) {
    if (!BenchRecord.is(stored.data())) {
      return;
    }
    BenchRecord copy = BenchRecord.of(stored.data());
    int number = copy.number();
    boolean known =
        number < written
            && nth[number] == copy.nth()
            && workload.keys().get(workload.order()[number]).equals(stored.partitionKey());
    if (!known) {
      foreign++;
      return;
    }
    order(workload.order()[number], copy.nth());
    if (arrived.get(number)) {
      duplicates++;
      return;
    }
    arrived.set(number);
    Instant at = stored.approximateArrivalTimestamp();
    last = at.isAfter(last) ? at : last;
    if (number >= warmUp) {
      lags.add(millis(at) / 1000, millis(at) - writtenMillis[number]);
    }
  }

  private void order(int key, int nthOfKey) {
    if (nthOfKey == highest[key] + 1) {
      highest[key] = nthOfKey;
    } else if (nthOfKey > highest[key]) {
      outOfOrder++;
      highest[key] = nthOfKey;
    }
  }

  /** Lets the lab forget what was judged: what both Regions have had for longer than this. */
  synchronized void dropBefore(Instant horizon) {
    int all = written;
    int oldestMissing = arrived.nextClearBit(0);
    if (oldestMissing < all && writtenMillis[oldestMissing] <= millis(horizon)) {
      return;
    }
    reader.drop(BenchLab.stream(BenchLab.FIRST), horizon);
    reader.drop(BenchLab.stream(BenchLab.SECOND), horizon);
  }

  /** How many of the records have arrived. */
  synchronized int count() {
    return arrived.cardinality();
  }

  /** When the latest first copy arrived. */
  synchronized Instant last() {
    return last;
  }

  /** The verdict over what was written. */
  synchronized Judgement judgement() {
    return new Judgement(written - arrived.cardinality(), duplicates, outOfOrder, foreign);
  }

  /** The lags so far; to be read when nothing is written any more. */
  synchronized Lags lags() {
    return lags;
  }
}
