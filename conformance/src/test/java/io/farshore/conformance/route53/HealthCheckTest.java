package io.farshore.conformance.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

class HealthCheckTest {

  private final Aws aws = Aws.shared();
  private final Duration patience = Duration.ofMinutes(aws.isReal() ? 5 : 1);
  private final Route53Client dns = aws.route53();
  private final String alarm = Aws.name("alarm");
  private final String domain = Aws.name("zone") + ".example.com";
  private final List<String> checks = new ArrayList<>();
  private final List<ResourceRecordSet> records = new ArrayList<>();
  private String zone;

  @BeforeEach
  void create() {
    zone = dns.createHostedZone(r -> r.name(domain).callerReference(domain)).hostedZone().id();
    aws.cloudWatch(aws.region())
        .putMetricAlarm(
            r ->
                r.alarmName(alarm)
                    .namespace("conformance")
                    .metricName(alarm)
                    .statistic(Statistic.MAXIMUM)
                    .period(10)
                    .evaluationPeriods(1)
                    .threshold(5.0)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                    .treatMissingData("ignore"));
    set(StateValue.OK);
  }

  @AfterEach
  void delete() {
    records.forEach(record -> change(ChangeAction.DELETE, record));
    dns.deleteHostedZone(r -> r.id(zone));
    checks.forEach(id -> dns.deleteHealthCheck(r -> r.healthCheckId(id)));
    aws.cloudWatch(aws.region()).deleteAlarms(r -> r.alarmNames(alarm));
  }

  private void set(StateValue value) {
    aws.cloudWatch(aws.region())
        .setAlarmState(r -> r.alarmName(alarm).stateValue(value).stateReason("a test"));
  }

  private String check(HealthCheckConfig config) {
    String id =
        dns.createHealthCheck(r -> r.callerReference(Aws.name("check")).healthCheckConfig(config))
            .healthCheck()
            .id();
    checks.add(0, id);
    return id;
  }

  private String ofAlarm(boolean inverted) {
    return check(
        HealthCheckConfig.builder()
            .type(HealthCheckType.CLOUDWATCH_METRIC)
            .alarmIdentifier(a -> a.name(alarm).region(aws.region()))
            .insufficientDataHealthStatus("LastKnownStatus")
            .inverted(inverted)
            .build());
  }

  private String calculated(int threshold, String... children) {
    return check(
        HealthCheckConfig.builder()
            .type(HealthCheckType.CALCULATED)
            .childHealthChecks(children)
            .healthThreshold(threshold)
            .build());
  }

  private void change(ChangeAction action, ResourceRecordSet record) {
    dns.changeResourceRecordSets(
        r ->
            r.hostedZoneId(zone)
                .changeBatch(
                    b ->
                        b.changes(
                            Change.builder().action(action).resourceRecordSet(record).build())));
  }

  /** A record that is answered while the check is healthy, and one that is answered else. */
  private String pair(String healthCheck) {
    String name = Aws.name("pair") + "." + domain;
    ResourceRecordSet.Builder record =
        ResourceRecordSet.builder().name(name).type(RRType.A).ttl(60L);
    records.add(
        record
            .failover(ResourceRecordSetFailover.PRIMARY)
            .setIdentifier("primary")
            .healthCheckId(healthCheck)
            .resourceRecords(ResourceRecord.builder().value("192.0.2.1").build())
            .build());
    records.add(
        record
            .failover(ResourceRecordSetFailover.SECONDARY)
            .setIdentifier("secondary")
            .healthCheckId(null)
            .resourceRecords(ResourceRecord.builder().value("192.0.2.2").build())
            .build());
    records
        .subList(records.size() - 2, records.size())
        .forEach(r -> change(ChangeAction.CREATE, r));
    return name;
  }

  private void awaitAnswer(String name, String address) {
    await().atMost(patience).untilAsserted(() -> assertThat(answer(name)).containsExactly(address));
  }

  private List<String> answer(String name) {
    return dns.testDNSAnswer(r -> r.hostedZoneId(zone).recordName(name).recordType(RRType.A))
        .recordData();
  }

  @Test
  @DisplayName("a failover record is answered by the health of its alarm's check")
  void failover() {
    String check = ofAlarm(false);
    String name = pair(check);
    awaitAnswer(name, "192.0.2.1");

    set(StateValue.ALARM);
    awaitAnswer(name, "192.0.2.2");
    assertThat(dns.getHealthCheckStatus(r -> r.healthCheckId(check)).healthCheckObservations())
        .isNotEmpty()
        .allMatch(each -> each.statusReport().status().startsWith("Failure"));

    set(StateValue.OK);
    awaitAnswer(name, "192.0.2.1");
  }

  @Test
  @DisplayName("without data an inverted check stays as it was")
  void lastKnown() {
    String check = ofAlarm(true);
    String name = pair(check);
    awaitAnswer(name, "192.0.2.2");

    set(StateValue.INSUFFICIENT_DATA);
    for (int i = 0; i < 2; i++) {
      Instant before = checkedAt(check);
      await().atMost(patience).until(() -> checkedAt(check).isAfter(before));
      assertThat(answer(name)).containsExactly("192.0.2.2");
    }
  }

  private Instant checkedAt(String check) {
    return dns.getHealthCheckStatus(r -> r.healthCheckId(check))
        .healthCheckObservations()
        .get(0)
        .statusReport()
        .checkedTime();
  }

  @Test
  @DisplayName("a calculated check is healthy while as many of its children are as it wants")
  void calculated() {
    String one = ofAlarm(false);
    String other = ofAlarm(true);
    String either = calculated(1, one, other);
    String both = calculated(2, one, other);

    awaitAnswer(pair(either), "192.0.2.1");
    awaitAnswer(pair(both), "192.0.2.2");
    assertThatThrownBy(() -> dns.getHealthCheckStatus(r -> r.healthCheckId(either)))
        .isInstanceOf(InvalidInputException.class);
  }
}
