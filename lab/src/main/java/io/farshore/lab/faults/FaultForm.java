package io.farshore.lab.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.faults.Fault.AnswerLost;
import io.farshore.lab.faults.Fault.CallerCut;
import io.farshore.lab.faults.Fault.FunctionKilled;
import io.farshore.lab.faults.Fault.Partition;
import io.farshore.lab.faults.Fault.RecordsRefused;
import io.farshore.lab.faults.Fault.RegionLost;
import io.farshore.lab.faults.Fault.ServiceFails;
import io.farshore.lab.faults.Fault.ServiceSlow;
import io.farshore.lab.faults.Fault.ServiceUnreachable;
import io.farshore.lab.faults.Fault.ShardThrottled;
import io.farshore.lab.faults.Fault.TablesDelayed;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Faults as JSON: {@code Name} is the fault's, the other members are what it takes. */
final class FaultForm {

  private final JsonNode form;

  private FaultForm(JsonNode form) {
    this.form = form;
  }

  /** As JSON. */
  static ObjectNode of(Fault fault) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    form.put("Name", fault.getClass().getSimpleName());
    if (fault instanceof RegionLost f) {
      form.put("Region", f.region());
    } else if (fault instanceof Partition f) {
      form.put("Region", f.oneRegion()).put("OtherRegion", f.otherRegion());
    } else if (fault instanceof CallerCut f) {
      form.put("Caller", f.principal()).put("Region", f.region());
    } else if (fault instanceof TablesDelayed f) {
      form.put("Region", f.fromRegion()).put("OtherRegion", f.toRegion());
      form.put("DelayMillis", f.delay().toMillis());
    } else if (fault instanceof ServiceFails f) {
      scope(form, f.scope()).put("Code", f.code()).put("Status", f.status());
    } else if (fault instanceof ServiceUnreachable f) {
      scope(form, f.scope());
    } else if (fault instanceof ServiceSlow f) {
      scope(form, f.scope()).put("DelayMillis", f.latency().toMillis());
    } else if (fault instanceof AnswerLost f) {
      scope(form, f.scope());
    } else if (fault instanceof RecordsRefused f) {
      form.put("Region", f.region()).put("Stream", f.stream());
      list(form, "PartitionKeys", f.partitionKeys());
      form.put("Nth", f.nth()).put("Code", f.code());
    } else if (fault instanceof ShardThrottled f) {
      form.put("Region", f.region()).put("Stream", f.stream()).put("ShardId", f.shardId());
    } else if (fault instanceof FunctionKilled f) {
      form.put("Region", f.region()).put("Function", f.function());
      list(form, "Operations", f.operations());
      form.put("Calls", f.calls());
    }
    return form;
  }

  private static ObjectNode scope(ObjectNode form, CallScope scope) {
    form.put("Region", scope.region()).put("Service", scope.service());
    list(form, "Operations", scope.operations());
    scope.resource().ifPresent(name -> form.put("Resource", name));
    return form;
  }

  private static void list(ObjectNode form, String member, Collection<String> values) {
    if (!values.isEmpty()) {
      values.stream().sorted().forEach(form.withArray(member)::add);
    }
  }

  /**
   * From JSON.
   *
   * @throws AwsError naming the member that is missing or wrong
   */
  static Fault parse(JsonNode form) {
    FaultForm of = new FaultForm(form);
    return switch (of.text("Name")) {
      case "RegionLost" -> new RegionLost(of.text("Region"));
      case "Partition" -> new Partition(of.text("Region"), of.text("OtherRegion"));
      case "CallerCut" -> new CallerCut(of.text("Caller"), of.text("Region"));
      case "TablesDelayed" ->
          new TablesDelayed(of.text("Region"), of.text("OtherRegion"), of.delay());
      case "ServiceFails" ->
          new ServiceFails(
              of.scope(),
              form.path("Code").asText("InternalFailure"),
              form.path("Status").asInt(500));
      case "ServiceUnreachable" -> new ServiceUnreachable(of.scope());
      case "ServiceSlow" -> new ServiceSlow(of.scope(), of.delay());
      case "AnswerLost" -> new AnswerLost(of.scope());
      case "RecordsRefused" ->
          new RecordsRefused(
              of.text("Region"),
              of.text("Stream"),
              of.set("PartitionKeys"),
              Math.max(1, form.path("Nth").asInt(1)),
              form.path("Code").asText("InternalFailure"));
      case "ShardThrottled" ->
          new ShardThrottled(of.text("Region"), of.text("Stream"), of.text("ShardId"));
      case "FunctionKilled" ->
          new FunctionKilled(
              of.text("Region"),
              of.text("Function"),
              of.set("Operations"),
              form.path("Calls").asInt(0));
      default -> throw AwsError.validation("The lab has no fault " + of.text("Name"));
    };
  }

  private CallScope scope() {
    return new CallScope(
        text("Region"),
        text("Service"),
        set("Operations"),
        Optional.ofNullable(form.path("Resource").textValue()));
  }

  private Duration delay() {
    long millis = form.path("DelayMillis").asLong(0);
    if (millis <= 0) {
      throw AwsError.validation("DelayMillis must be a number above 0");
    }
    return Duration.ofMillis(millis);
  }

  private Set<String> set(String member) {
    Set<String> values = new HashSet<>();
    form.path(member).forEach(each -> values.add(each.asText()));
    return values;
  }

  private String text(String member) {
    String value = form.path(member).asText("");
    if (value.isEmpty()) {
      throw AwsError.validation("The fault lacks its member " + member);
    }
    return value;
  }
}
