package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The hash keys of one shard, both ends included. */
record HashRange(BigInteger start, BigInteger end) {

  /** The highest hash key: 2^128 - 1. */
  static final BigInteger HIGHEST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  /** To look one up takes longer than to use it. */
  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(HashRange::md5);

  /** Cuts all hash keys into {@code count} ranges of the same size, the rest in the last. */
  static List<HashRange> uniform(int count) {
    BigInteger size = BigInteger.TWO.pow(128).divide(BigInteger.valueOf(count));
    List<HashRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      BigInteger start = size.multiply(BigInteger.valueOf(i));
      BigInteger end = i == count - 1 ? HIGHEST : start.add(size).subtract(BigInteger.ONE);
      ranges.add(new HashRange(start, end));
    }
    return ranges;
  }

  /** The hash key of a partition key: its MD5 as an unsigned number. */
  static BigInteger hashKey(String partitionKey) {
    return new BigInteger(1, MD5.get().digest(partitionKey.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }

  /** The first hash key of the upper half. */
  BigInteger middle() {
    return start.add(end).add(BigInteger.ONE).shiftRight(1);
  }

  /** How many hash keys it holds. */
  BigInteger size() {
    return end.subtract(start).add(BigInteger.ONE);
  }

  boolean isBefore(HashRange other) {
    return end.add(BigInteger.ONE).equals(other.start);
  }
}
