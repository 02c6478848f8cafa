package io.farshore.conformance.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.RRType;

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

  @Test
  @DisplayName("a failover pair's answer by DNS moves with a health check, whatever Region is lost")
  void failoverPair() {
    String zone =
        dns.createHostedZone(r -> r.name("example.com").callerReference("zone")).hostedZone().id();
    String check = check("us-east-1");
    awaitStatus(check, "Success");
    dns.changeResourceRecordSets(
        r ->
            r.hostedZoneId(zone)
                .changeBatch(
                    b ->
                        b.changes(
                            text("PRIMARY", "reached", check), text("SECONDARY", "lost", null))));
    assertThat(asked("east.example.com")).containsExactly("\"reached\"");

    lab.faults().inject(new Fault.RegionLost("us-east-1"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(asked("east.example.com")).containsExactly("\"lost\""));

    assertThat(answer("none.example.com").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer("example.org").getRcode()).isEqualTo(Rcode.REFUSED);
  }

  private static Change text(String role, String value, String checkOrNull) {
    return Change.builder()
        .action(ChangeAction.CREATE)
        .resourceRecordSet(
            set ->
                set.name("east.example.com")
                    .type(RRType.TXT)
                    .ttl(5L)
                    .setIdentifier(role)
                    .failover(role)
                    .healthCheckId(checkOrNull)
                    .resourceRecords(each -> each.value("\"" + value + "\"")))
        .build();
  }

  private List<String> asked(String name) {
    return answer(name).getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  private Message answer(String name) {
    try {
      SimpleResolver resolver = new SimpleResolver("127.0.0.1");
      resolver.setPort(lab.nameServer().port());
      return resolver.send(
          Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.TXT, DClass.IN)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
