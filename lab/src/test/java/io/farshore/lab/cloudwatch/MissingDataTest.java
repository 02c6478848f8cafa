package io.farshore.lab.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.lab.cloudwatch.AlarmState.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the CloudWatch user guide: oldest first, X breaches, 0 does not, - is missing. */
class MissingDataTest {

  @ParameterizedTest
  @CsvSource({
    // data, M, N, missing, ignore, breaching, notBreaching
    "0-X-X, 3, 3, OK, OK, OK, OK",
    "----0, 3, 3, OK, OK, OK, OK",
    "-----, 3, 3, INSUFFICIENT_DATA, same, ALARM, OK",
    "0XX-X, 3, 3, ALARM, ALARM, ALARM, ALARM",
    "--X--, 3, 3, ALARM, same, ALARM, OK",
    "0-X-X, 2, 3, ALARM, ALARM, ALARM, ALARM",
    "00X0X, 2, 3, ALARM, ALARM, ALARM, ALARM",
    "0-X--, 2, 3, OK, OK, ALARM, OK",
    "----0, 2, 3, OK, OK, ALARM, OK",
    "---X-, 2, 3, ALARM, same, ALARM, OK",
  })
  @DisplayName("Data decides as in the CloudWatch user guide")
  void judges(
      String data,
      int toAlarm,
      int periods,
      String missing,
      String ignore,
      String breaching,
      String notBreaching) {
    assertThat(judge(MissingData.MISSING, data, toAlarm, periods)).isEqualTo(missing);
    assertThat(judge(MissingData.IGNORE, data, toAlarm, periods)).isEqualTo(ignore);
    assertThat(judge(MissingData.BREACHING, data, toAlarm, periods)).isEqualTo(breaching);
    assertThat(judge(MissingData.NOT_BREACHING, data, toAlarm, periods)).isEqualTo(notBreaching);
  }

  private static String judge(MissingData missingData, String data, int toAlarm, int periods) {
    List<Optional<Boolean>> breaches = new ArrayList<>();
    for (int i = data.length() - 1; i >= 0; i--) {
      char c = data.charAt(i);
      breaches.add(c == '-' ? Optional.empty() : Optional.of(c == 'X'));
    }
    return missingData.judge(breaches, periods, toAlarm).map(Value::name).orElse("same");
  }
}
