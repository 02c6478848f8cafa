package io.farshore.conformance.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidInputException;

/** What needs a Region to be lost. */
class RegionLossTest {

  private Lab lab;
  private Route53Client dns;

  @BeforeEach
  void start() {
    lab = Lab.start(LabSettings.usual().onPort(0));
    dns = Aws.at(lab.endpoint(), lab.regions()).route53();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private String check(String region) {
    return dns.createHealthCheck(
            r ->
                r.callerReference(region)
                    .healthCheckConfig(
                        c ->
                            c.type(HealthCheckType.HTTPS)
                                .fullyQualifiedDomainName("dynamodb." + region + ".amazonaws.com")
                                .resourcePath("/ping")
                                .requestInterval(10)
                                .failureThreshold(2)))
        .healthCheck()
        .id();
  }

  private void awaitStatus(String check, String status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        dns.getHealthCheckStatus(r -> r.healthCheckId(check))
                            .healthCheckObservations())
                    .hasSize(8)
                    .allMatch(each -> each.statusReport().status().startsWith(status)));
  }

  @Test
  @DisplayName("all checkers see the endpoint of a lost Region fail, and come back with it")
  void lost() {
    String check = check("us-east-2");
    String other = check("us-east-1");
    awaitStatus(check, "Success: HTTP Status Code 200");

    lab.faults().inject(new Fault.RegionLost("us-east-2"));
    awaitStatus(check, "Failure: Connection timed out.");
    awaitStatus(other, "Success");

    lab.faults().healAll();
    awaitStatus(check, "Success");
  }

  @Test
  @DisplayName("an endpoint outside of the lab is refused, also in an update")
  void foreign() {
    assertThatThrownBy(() -> check("eu-central-1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("us-east-1, us-east-2");
    String check = check("us-east-1");
    assertThatThrownBy(
            () ->
                dns.updateHealthCheck(
                    r -> r.healthCheckId(check).fullyQualifiedDomainName("example.com")))
        .isInstanceOf(InvalidInputException.class);
  }
}
