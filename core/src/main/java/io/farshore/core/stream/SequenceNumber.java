package io.farshore.core.stream;

import java.math.BigInteger;

/**
 * A Kinesis sequence number: up to 129 decimal digits, compared as a number. Kept as text, since
 * every record has one and nothing is computed with it.
 *
 * @param digits without leading zeros
 */
public record SequenceNumber(String digits) implements Comparable<SequenceNumber> {

  /** The most digits that Kinesis gives out. */
  public static final int MAX_DIGITS = 129;

  /** Before every record of every shard: Kinesis gives out none that is as small. */
  public static final SequenceNumber BEFORE_ALL = new SequenceNumber("0");

  /**
   * Takes leading zeros away.
   *
   * @throws IllegalArgumentException when the text is not 1 to 129 digits
   */
  public SequenceNumber {
    if (digits == null || digits.isEmpty() || digits.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("A sequence number has 1 to 129 digits");
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        throw new IllegalArgumentException("A sequence number has digits only");
      }
    }
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    digits = digits.substring(zeros);
  }

  /** From a number that is not negative. */
  public SequenceNumber(BigInteger value) {
    this(value.toString());
  }

  /**
   * Reads a sequence number, with or without leading zeros.
   *
   * @throws IllegalArgumentException when the text is not 1 to 129 digits
   */
  public static SequenceNumber of(String digits) {
    return new SequenceNumber(digits);
  }

  /** Left-padded with zeros to 129 digits, so that text compares as the number does. */
  public String padded() {
    return "0".repeat(MAX_DIGITS - digits.length()) + digits;
  }

  /** True when this one comes after {@code other}. */
  public boolean isAfter(SequenceNumber other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return digits.length() == other.digits.length()
        ? digits.compareTo(other.digits)
        : Integer.compare(digits.length(), other.digits.length());
  }

  /** The plain digits, as Kinesis writes them. */
  @Override
  public String toString() {
    return digits;
  }
}
