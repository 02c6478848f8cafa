package io.farshore.functions.redirect;

import static io.farshore.functions.testing.StackInMemory.T0;
import static io.farshore.functions.testing.StackInMemory.X;
import static io.farshore.functions.testing.StackInMemory.Y;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.core.epoch.Phase;
import io.farshore.functions.testing.StackInMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedirectTrafficTest {

  private final StackInMemory stack = new StackInMemory();
  private final List<String> changes = new ArrayList<>();

  private JsonNode redirect() {
    return stack.invoke(
        new RedirectTraffic(
            stack.stack(), (zone, name, target) -> changes.add(zone + " " + name + " " + target)),
        "steps/redirect-traffic.json");
  }

  private void configure() {
    stack.environment.put("TRAFFIC_HOSTED_ZONE_ID", "Z1");
    stack.environment.put("TRAFFIC_RECORD_NAME", "orders.example.com");
    stack.environment.put("TRAFFIC_RECORD_TARGET", "orders.us-east-2.example.com");
  }

  @Test
  void withoutAHostedZoneItSaysSo() {
    stack.active(2, Y, T0);
    assertThat(redirect().get("status").asText()).isEqualTo("NotConfigured");
    assertThat(changes).isEmpty();
  }

  @Test
  void theRecordIsPointedAtTheRegionThatWasActivated() {
    configure();
    stack.active(2, Y, T0);
    assertThat(redirect().get("status").asText()).isEqualTo("Redirected");
    assertThat(changes).containsExactly("Z1 orders.example.com orders.us-east-2.example.com");
  }

  @Test
  void anEpochThatIsNoLongerInForceRedirectsNothing() {
    configure();
    stack.active(2, Y, T0);
    stack.put(3, X, Phase.FENCING, T0);
    assertThat(redirect().get("status").asText()).isEqualTo("Superseded");
    assertThat(changes).isEmpty();
  }
}
