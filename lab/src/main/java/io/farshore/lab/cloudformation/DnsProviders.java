package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Health checks, zones and records of Route 53. */
final class DnsProviders {

  private final Calls calls;

  DnsProviders(Calls calls) {
    this.calls = calls;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::Route53::HealthCheck", this::healthCheck);
    providers.put("AWS::Route53::HostedZone", this::hostedZone);
    providers.put("AWS::Route53::RecordSet", this::recordSet);
  }

  private CompletableFuture<Created> healthCheck(Resource resource) {
    ObjectNode input = Calls.object().put("CallerReference", calls.requestId());
    input.set("HealthCheckConfig", resource.get("HealthCheckConfig"));
    return calls
        .call(resource, "route53", "CreateHealthCheck", input)
        .thenApply(made -> made.path("HealthCheck").path("Id").asText())
        .thenApply(id -> new Created(id, Map.of("HealthCheckId", id)));
  }

  private CompletableFuture<Created> hostedZone(Resource resource) {
    ObjectNode input = Calls.object().put("CallerReference", calls.requestId());
    input.set("Name", resource.get("Name"));
    if (resource.properties().has("HostedZoneConfig")) {
      input.set("HostedZoneConfig", resource.get("HostedZoneConfig"));
    }
    if (!resource.get("VPCs").isEmpty()) {
      input.set("VPC", resource.get("VPCs").get(0));
    }
    return calls
        .call(resource, "route53", "CreateHostedZone", input)
        .thenApply(made -> made.path("HostedZone").path("Id").asText().replace("/hostedzone/", ""))
        .thenApply(id -> new Created(id, Map.of("Id", id)));
  }

  private CompletableFuture<Created> recordSet(Resource resource) {
    ObjectNode set = resource.input();
    set.remove("HostedZoneId");
    set.remove("Comment");
    if (set.has("ResourceRecords")) {
      JsonNode values = set.get("ResourceRecords");
      var records = set.putArray("ResourceRecords");
      values.forEach(value -> records.addObject().set("Value", value));
    }
    ObjectNode input = Calls.object();
    input.set("HostedZoneId", resource.get("HostedZoneId"));
    ObjectNode change = input.putObject("ChangeBatch").putArray("Changes").addObject();
    change.put("Action", "CREATE").set("ResourceRecordSet", set);
    return calls
        .call(resource, "route53", "ChangeResourceRecordSets", input)
        .thenApply(made -> Created.of(resource.text("Name")));
  }
}
