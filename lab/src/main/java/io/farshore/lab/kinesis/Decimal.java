package io.farshore.lab.kinesis;

import java.nio.charset.StandardCharsets;

/** Large numbers in decimal digits, several times as fast as BigInteger: every record has one. */
final class Decimal {

  private static final int BILLION = 1_000_000_000;
  private static final int DIGITS_AT_ONCE = 9;
  private static final int MOST_DIGITS = 63;

  private Decimal() {}

  /** The unsigned number of 192 bits. */
  static String of(long high, long middle, long low) {
    int[] words = {
      (int) (high >>> 32),
      (int) high,
      (int) (middle >>> 32),
      (int) middle,
      (int) (low >>> 32),
      (int) low
    };
    byte[] digits = new byte[MOST_DIGITS];
    int at = MOST_DIGITS;
    while (at > 0) {
      int nine = divideByBillion(words);
      for (int i = 0; i < DIGITS_AT_ONCE; i++) {
        digits[--at] = (byte) ('0' + nine % 10);
        nine /= 10;
      }
    }
    int first = 0;
    while (first < MOST_DIGITS - 1 && digits[first] == '0') {
      first++;
    }
    return new String(digits, first, MOST_DIGITS - first, StandardCharsets.ISO_8859_1);
  }

  /** Leaves the quotient in the words, the highest first. */
  private static int divideByBillion(int[] words) {
    long rest = 0;
    for (int i = 0; i < words.length; i++) {
      long part = (rest << 32) | (words[i] & 0xffff_ffffL);
      words[i] = (int) (part / BILLION);
      rest = part % BILLION;
    }
    return (int) rest;
  }
}
