package io.farshore.lab.kinesis;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a sequence number says, in the form that Kinesis has given out since 2015: 47 hexadecimal
 * digits, written as 56 decimal ones.
 *
 * @param bornAt the second in which its shard was born
 * @param serial rises with every number in the shard; of a shard's first number 0
 * @param givenAt the second in which it was given out
 * @param version 2; older forms (1 and 0) are read, but never given out
 */
record SequenceNumber(long bornAt, long serial, long givenAt, int shardIndex, int version) {

  /** Numeric order of numbers as text. They have no leading zeros. */
  static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** The serial of a closed shard's last number, above all others. */
  static final long LAST_SERIAL = Long.MAX_VALUE;

  private static final long SECONDS = (1L << 36) - 1;
  private static final long LATEST_BIRTH = 16_025_175_000L;
  private static final BigInteger OLDEST = BigInteger.TWO.pow(124);
  private static final BigInteger OLD_END = BigInteger.TWO.pow(129);
  private static final BigInteger NEW_BEGIN = BigInteger.TWO.pow(185);
  private static final BigInteger NEW_END = BigInteger.valueOf(3).shiftLeft(184);

  SequenceNumber(long bornAt, long serial, long givenAt, int shardIndex) {
    this(bornAt, serial, givenAt, shardIndex, 2);
  }

  /** Reads a number; empty when Kinesis can't have given it out. */
  static Optional<SequenceNumber> parse(String digits) {
    BigInteger number = new BigInteger(digits);
    if (number.compareTo(OLDEST) < 0) {
      number = number.add(OLDEST);
    }
    return decode(number).filter(decoded -> decoded.bornAt < LATEST_BIRTH && decoded.serial >= 0);
  }

  private static Optional<SequenceNumber> decode(BigInteger number) {
    if (number.compareTo(OLD_END) < 0) {
      int shard = number.intValue() & 0xffff;
      return Optional.of(new SequenceNumber(seconds(number, 88), 0, 0, shard, 0));
    }
    if (number.compareTo(NEW_BEGIN) <= 0 || number.compareTo(NEW_END) >= 0) {
      return Optional.empty();
    }
    int shard = number.shiftRight(4).intValue();
    long born = seconds(number, 148);
    return switch (number.intValue() & 0xf) {
      case 1 -> Optional.of(new SequenceNumber(born, 0, seconds(number, 100), shard, 1));
      case 2 ->
          Optional.of(
              new SequenceNumber(
                  born, number.shiftRight(80).longValue(), seconds(number, 36), shard));
      default -> Optional.empty();
    };
  }

  private static long seconds(BigInteger number, int shift) {
    return number.shiftRight(shift).longValue() & SECONDS;
  }

  /** The number in decimal digits. */
  @Override
  public String toString() {
    long high = (2L << 56) | (bornAt << 20) | ((shardIndex & 0xfL) << 16) | (serial >>> 48);
    long middle = (serial << 16) | (givenAt >>> 28);
    long low = (givenAt << 36) | ((shardIndex & 0xffff_ffffL) << 4) | version;
    return Decimal.of(high, middle, low);
  }
}
