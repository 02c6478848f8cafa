package io.farshore.conformance.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class ZoneTest {

  private final Aws aws = Aws.shared();
  private final Route53Client dns = aws.route53();
  private final String domain = Aws.name("zone") + ".example.com";

  private String zone() {
    return dns.createHostedZone(r -> r.name(domain).callerReference(domain)).hostedZone().id();
  }

  private void change(String zone, ChangeAction action, String name, String value) {
    ResourceRecordSet set =
        ResourceRecordSet.builder()
            .name(name)
            .type(RRType.A)
            .ttl(60L)
            .resourceRecords(ResourceRecord.builder().value(value).build())
            .build();
    dns.changeResourceRecordSets(
        r ->
            r.hostedZoneId(zone)
                .changeBatch(
                    b ->
                        b.changes(Change.builder().action(action).resourceRecordSet(set).build())));
  }

  @Test
  @DisplayName("record sets are changed, listed in pages, and answered")
  void records() {
    String zone = zone();
    change(zone, ChangeAction.CREATE, "www." + domain, "192.0.2.1");
    change(zone, ChangeAction.UPSERT, "www." + domain, "192.0.2.2");

    assertThat(
            dns.listResourceRecordSetsPaginator(r -> r.hostedZoneId(zone).maxItems("1"))
                .resourceRecordSets())
        .extracting(set -> set.typeAsString())
        .containsExactlyInAnyOrder("NS", "SOA", "A");
    assertThat(
            dns.testDNSAnswer(
                    r -> r.hostedZoneId(zone).recordName("www." + domain).recordType(RRType.A))
                .recordData())
        .containsExactly("192.0.2.2");

    assertThatThrownBy(() -> dns.deleteHostedZone(r -> r.id(zone)))
        .isInstanceOf(HostedZoneNotEmptyException.class);
    change(zone, ChangeAction.DELETE, "www." + domain, "192.0.2.2");
    dns.deleteHostedZone(r -> r.id(zone));
    assertThatThrownBy(() -> dns.getHostedZone(r -> r.id(zone)))
        .isInstanceOf(NoSuchHostedZoneException.class);
  }

  @Test
  @DisplayName("a batch of changes is made whole or not at all")
  void atomic() {
    String zone = zone();
    change(zone, ChangeAction.CREATE, "www." + domain, "192.0.2.1");
    ResourceRecordSet there =
        dns.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets().stream()
            .filter(set -> set.type() == RRType.A)
            .findFirst()
            .orElseThrow();
    ResourceRecordSet missing = there.toBuilder().name("x." + domain).build();
    Change.Builder delete = Change.builder().action(ChangeAction.DELETE);

    assertThatThrownBy(
            () ->
                dns.changeResourceRecordSets(
                    r ->
                        r.hostedZoneId(zone)
                            .changeBatch(
                                b ->
                                    b.changes(
                                        delete.resourceRecordSet(there).build(),
                                        delete.resourceRecordSet(missing).build()))))
        .isInstanceOf(InvalidChangeBatchException.class);

    assertThat(dns.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets())
        .hasSize(3);
    change(zone, ChangeAction.DELETE, "www." + domain, "192.0.2.1");
    dns.deleteHostedZone(r -> r.id(zone));
  }

  @Test
  @DisplayName("a batch with a wrong change is refused in Route 53's words")
  void wrongChange() {
    String zone = zone();
    assertThatThrownBy(() -> change(zone, ChangeAction.DELETE, "x." + domain, "192.0.2.1"))
        .isInstanceOf(InvalidChangeBatchException.class)
        .hasMessageContaining("but it was not found");
    dns.deleteHostedZone(r -> r.id(zone));
  }
}
