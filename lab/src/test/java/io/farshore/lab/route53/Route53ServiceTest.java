package io.farshore.lab.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.testing.VirtualEventLoop;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.RequestIds;
import io.farshore.lab.faults.Fault;
import io.farshore.lab.faults.Faults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Route53ServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualEventLoop loop = new VirtualEventLoop();
  private final Faults faults = new Faults();
  private final Map<String, String> alarms = new HashMap<>();
  private final Route53Service service =
      new Route53Service(
          List.of("us-east-1", "us-east-2"),
          faults,
          (region, name) -> Optional.ofNullable(alarms.get(region + "/" + name)),
          loop,
          new RequestIds(new SplittableRandom(3)),
          Optional.empty());

  @Test
  @DisplayName("All checkers fail after the threshold's failures in a row, and succeed again")
  void endpointOfALostRegion() {
    String id = check("us-east-2");
    assertThat(statuses(id)).hasSize(8).allMatch(status -> status.startsWith("Success: HTTP"));
    faults.inject(new Fault.RegionLost("us-east-2"));
    loop.advance(Duration.ofSeconds(19));
    assertThat(statuses(id)).allMatch(status -> status.startsWith("Success"));
    loop.advance(Duration.ofSeconds(1));
    assertThat(statuses(id)).allMatch(status -> status.startsWith("Failure: Connection timed out"));
    faults.healAll();
    loop.advance(Duration.ofSeconds(20));
    assertThat(statuses(id)).allMatch(status -> status.startsWith("Success"));
    assertThat(status(id).at("/HealthCheckObservations/0/StatusReport/CheckedTime").asText())
        .isEqualTo("2026-01-01T00:00:40Z");
  }

  @Test
  @DisplayName("A failover pair answers with the secondary while the primary is unhealthy")
  void failoverPair() {
    String id = check("us-east-1");
    String zone = zone();
    change(zone, "CREATE", record("PRIMARY", "one").put("HealthCheckId", id));
    change(zone, "CREATE", record("SECONDARY", "two"));
    assertThat(service.resolve("stream.example.com", "CNAME")).containsExactly("one");
    faults.inject(new Fault.RegionLost("us-east-1"));
    loop.advance(Duration.ofSeconds(30));
    assertThat(service.resolve("stream.example.com.", "CNAME")).containsExactly("two");
  }

  @Test
  @DisplayName("A batch of changes is made whole or not at all")
  void changesAreAtomic() {
    String zone = zone();
    change(zone, "UPSERT", record("PRIMARY", "one"));
    ObjectNode batch = JSON.createObjectNode().put("HostedZoneId", zone);
    var changes = batch.putObject("ChangeBatch").putArray("Changes");
    changes.addObject().put("Action", "DELETE").set("ResourceRecordSet", record("PRIMARY", "one"));
    changes.addObject().put("Action", "DELETE").set("ResourceRecordSet", record("SECONDARY", "x"));
    assertThatThrownBy(() -> call("ChangeResourceRecordSets", batch))
        .hasMessageContaining("not found");
    assertThat(
            call("ListResourceRecordSets", JSON.createObjectNode().put("HostedZoneId", zone))
                .path("ResourceRecordSets"))
        .hasSize(3);
  }

  @Test
  @DisplayName("A health check of an alarm follows it")
  void alarm() {
    alarms.put("us-east-2/a", "OK");
    String id =
        create(
            "{'Type':'CLOUDWATCH_METRIC','InsufficientDataHealthStatus':'LastKnownStatus',"
                + "'AlarmIdentifier':{'Name':'a','Region':'us-east-2'}}");
    assertThat(statuses(id)).allMatch(status -> status.startsWith("Success"));
    alarms.put("us-east-2/a", "ALARM");
    loop.advance(Duration.ofSeconds(30));
    assertThat(statuses(id)).allMatch(status -> status.startsWith("Failure"));
    alarms.put("us-east-2/a", "INSUFFICIENT_DATA");
    loop.advance(Duration.ofSeconds(30));
    assertThat(statuses(id)).allMatch(status -> status.startsWith("Failure"));
  }

  @Test
  @DisplayName("An endpoint outside of the lab is refused")
  void foreignEndpoint() {
    assertThatThrownBy(() -> check("eu-central-1")).hasMessageContaining("us-east-1, us-east-2");
  }

  private String check(String region) {
    return create(
        "{'Type':'HTTPS','FullyQualifiedDomainName':'dynamodb."
            + region
            + ".amazonaws.com','ResourcePath':'/ping','RequestInterval':10,'FailureThreshold':2}");
  }

  private String create(String config) {
    ObjectNode input = JSON.createObjectNode().put("CallerReference", "r");
    input.set("HealthCheckConfig", tree(config));
    return call("CreateHealthCheck", input).path("HealthCheck").path("Id").asText();
  }

  private JsonNode status(String id) {
    return call("GetHealthCheckStatus", JSON.createObjectNode().put("HealthCheckId", id));
  }

  private List<String> statuses(String id) {
    return status(id).path("HealthCheckObservations").findValuesAsText("Status");
  }

  private String zone() {
    return call("CreateHostedZone", tree("{'Name':'example.com','CallerReference':'r'}"))
        .path("HostedZone")
        .path("Id")
        .asText();
  }

  private static ObjectNode record(String failover, String value) {
    return tree(
        "{'Name':'stream.example.com','Type':'CNAME','TTL':5,'SetIdentifier':'"
            + failover
            + "','Failover':'"
            + failover
            + "','ResourceRecords':[{'Value':'"
            + value
            + "'}]}");
  }

  private void change(String zone, String action, ObjectNode set) {
    ObjectNode input = JSON.createObjectNode().put("HostedZoneId", zone);
    input
        .putObject("ChangeBatch")
        .putArray("Changes")
        .addObject()
        .put("Action", action)
        .set("ResourceRecordSet", set);
    call("ChangeResourceRecordSets", input);
  }

  private JsonNode call(String operation, ObjectNode input) {
    try {
      return service
          .call(new ApiCall(Caller.outside("test"), "us-east-1", "route53", operation, input, "id"))
          .join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private static ObjectNode tree(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
