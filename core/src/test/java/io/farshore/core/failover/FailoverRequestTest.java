package io.farshore.core.failover;

import static io.farshore.core.failover.Given.ORDERS;
import static io.farshore.core.failover.Given.P1;
import static io.farshore.core.failover.Given.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.core.checkpoint.Watermark;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailoverRequestTest {

  @Test
  void anAutomaticStartIsAlwaysAFailover() {
    Trigger alarm = new Trigger(Trigger.Kind.ALARM, Optional.empty(), Optional.empty());
    assertThatThrownBy(
            () ->
                new FailoverRequest(
                    ORDERS, Y, Mode.SWITCHOVER, false, Map.of(), Optional.empty(), alarm))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("mode");
  }

  @Test
  void aResumePointMeansNothingToAnAbandon() {
    assertThatThrownBy(
            () ->
                new FailoverRequest(
                    ORDERS,
                    Y,
                    Mode.ABANDON,
                    false,
                    Map.of(P1, Watermark.START),
                    Optional.empty(),
                    Trigger.BY_HAND))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("resumeFrom");
  }

  @Test
  void modesAreWrittenInSmallLetters() {
    assertThat(Mode.of("switchover")).contains(Mode.SWITCHOVER);
    assertThat(Mode.of("SWITCHOVER")).isEmpty();
  }
}
