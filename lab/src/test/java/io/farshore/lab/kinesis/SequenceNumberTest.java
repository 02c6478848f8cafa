package io.farshore.lab.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SequenceNumberTest {

  @Test
  @DisplayName("a number is 47 hexadecimal digits: birth, shard, serial, time, shard, form")
  void form() {
    SequenceNumber number =
        new SequenceNumber(0x6543_2101L, 0x7654_3210_fedc_ba98L, 0x6543_2109L, 0x1b);

    assertThat(new BigInteger(number.toString()).toString(16))
        .isEqualTo("2065432101b76543210fedcba9800065432109" + "0000001b" + "2");
    assertThat(SequenceNumber.parse(number.toString())).contains(number);
  }

  @Test
  @DisplayName("numbers rise with the serial, and with the birth of the shard before that")
  void order() {
    String first = new SequenceNumber(100, 5, 200, 3).toString();
    String next = new SequenceNumber(100, 6, 100, 3).toString();
    String child = new SequenceNumber(101, 0, 101, 4).toString();

    assertThat(SequenceNumber.ORDER.compare(first, next)).isNegative();
    assertThat(
            SequenceNumber.ORDER.compare(
                new SequenceNumber(100, SequenceNumber.LAST_SERIAL, 900, 3).toString(), child))
        .isNegative();
  }

  @Test
  @DisplayName(
      "what Kinesis can't have given out is none: another form, a serial or a birth too far")
  void none() {
    assertThat(SequenceNumber.parse(hex("20000000000000000000000000000000000000000000004")))
        .isEmpty();
    assertThat(SequenceNumber.parse(hex("30000000000000000000000000000000000000000000001")))
        .isEmpty();
    assertThat(SequenceNumber.parse(hex("20000000000800000000000000000000000000000000002")))
        .isEmpty();
    assertThat(SequenceNumber.parse(hex("2ffffffffff7fffffffffffffff000000000007fffffff2")))
        .isEmpty();
    assertThat(SequenceNumber.parse("5")).map(SequenceNumber::shardIndex).contains(5);
  }

  private static String hex(String digits) {
    return new BigInteger(digits, 16).toString();
  }
}
