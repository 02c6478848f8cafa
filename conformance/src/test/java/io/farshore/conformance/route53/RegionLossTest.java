package io.farshore.conformance.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import io.farshore.lab.faults.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

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
  @DisplayName("a health check of an alarm has no data of it while its Region is lost")
  void alarmOfLostRegion() {
    var cloudWatch = Aws.at(lab.endpoint(), lab.regions()).cloudWatch("us-east-2");
    cloudWatch.putMetricAlarm(
        r ->
            r.alarmName("alarm")
                .namespace("N")
                .metricName("M")
                .statistic("Maximum")
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator("LessThanThreshold")
                .treatMissingData("notBreaching"));
    String check =
        dns.createHealthCheck(
                r ->
                    r.callerReference("alarm")
                        .healthCheckConfig(
                            c ->
                                c.type(HealthCheckType.CLOUDWATCH_METRIC)
                                    .alarmIdentifier(a -> a.name("alarm").region("us-east-2"))
                                    .insufficientDataHealthStatus("Unhealthy")))
            .healthCheck()
            .id();
    awaitStatus(check, "Success");

    lab.faults().inject(new Fault.RegionLost("us-east-2"));
    awaitStatus(check, "Failure");

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
  void failoverPair() throws NamingException {
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
    assertThat(asked("east.example.com")).containsExactly("reached");

    lab.faults().inject(new Fault.RegionLost("us-east-1"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(asked("east.example.com")).containsExactly("lost"));

    assertThatThrownBy(() -> asked("none.example.com")).isInstanceOf(NameNotFoundException.class);
    assertThatThrownBy(() -> asked("example.org"))
        .isInstanceOf(OperationNotSupportedException.class);
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
                    .resourceRecords(ResourceRecord.builder().value("\"" + value + "\"").build()))
        .build();
  }

  private List<String> asked(String name) throws NamingException {
    Hashtable<String, String> settings = new Hashtable<>();
    settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    settings.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + lab.nameServer().getPort());
    InitialDirContext resolver = new InitialDirContext(settings);
    try {
      NamingEnumeration<?> texts =
          resolver.getAttributes(name, new String[] {"TXT"}).get("TXT").getAll();
      return Collections.list(texts).stream().map(String::valueOf).toList();
    } finally {
      resolver.close();
    }
  }
}
