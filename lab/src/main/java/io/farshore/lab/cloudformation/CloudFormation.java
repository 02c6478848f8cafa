package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.iam.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Makes stacks of templates in the lab, by the same AWS calls that anybody else would make. There
 * is no update, no roll-back and no deletion: a lab is made for one deployment. Thread-safe.
 */
public final class CloudFormation {

  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Globals",
          "Resources",
          "Outputs");

  private final ResourceTypes types = ResourceTypes.load();
  private final Map<String, ResourceProvider> providers = new HashMap<>();
  private final Map<String, String> exports = new ConcurrentHashMap<>();
  private final Map<String, Stack> stacks = new ConcurrentHashMap<>();
  private final Map<String, StackDetails> details = new ConcurrentSkipListMap<>();
  private final Executor executor;
  private final Clock clock;

  /**
   * Makes it ready.
   *
   * @param api where resources are made
   * @param tables makes global tables
   * @param roles what functions and state machines may call
   * @param ids makes request ids and caller references
   * @param executor runs the making of resources; independent ones in parallel
   * @param clock says when they were made
   * @param takesOver whether a stream that is there already belongs to the stack that names it: so
   *     it is in a lab that keeps its state
   */
  public CloudFormation(
      AwsApi api,
      GlobalTables tables,
      Roles roles,
      Supplier<String> ids,
      Executor executor,
      Clock clock,
      boolean takesOver) {
    this.executor = executor;
    this.clock = clock;
    Calls calls = new Calls(api, ids);
    new DataProviders(calls, tables, roles.keys(), takesOver).addTo(providers);
    new ConsumerProvider(calls, takesOver).addTo(providers);
    new ComputeProviders(calls, roles).addTo(providers);
    new RoleProviders(roles).addTo(providers);
    new SignalProviders(calls, roles.keys()).addTo(providers);
    new DnsProviders(calls).addTo(providers);
    new RecordedProviders(roles.keys()).addTo(providers);
  }

  /**
   * Makes a stack, and waits until it is there.
   *
   * @throws TemplateException when the template or a parameter is at fault (then nothing was made),
   *     or a service refused a resource
   */
  public Stack deploy(StackRequest request) {
    try {
      return start(request).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TemplateException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The stacks that were made, by Region and name ({@code us-east-1/name}). */
  public Map<String, Stack> stacks() {
    return Map.copyOf(stacks);
  }

  /** What the API tells of the stacks in a Region, by their names. */
  List<StackDetails> details(String region) {
    return details.values().stream().filter(stack -> stack.region().equals(region)).toList();
  }

  private CompletableFuture<Stack> start(StackRequest request) {
    String key = request.region() + "/" + request.stackName();
    if (stacks.containsKey(key)) {
      throw new TemplateException(request.stackName(), "is there already in " + request.region());
    }
    String written = text(request.template());
    ObjectNode template = TemplateReader.read(written);
    for (var section : template.properties()) {
      if (!SECTIONS.contains(section.getKey())) {
        throw new TemplateException(section.getKey(), "the lab knows no such section");
      }
    }
    Map<String, JsonNode> parameters =
        Parameters.resolve(template.path("Parameters"), request.parameters());
    ObjectNode expanded = transformed(template, request.template());
    StackScope scope = new StackScope(request, expanded, parameters, exports);
    StackEvents events = new StackEvents(clock);
    events.add(request.stackName(), request.stackId(), StackEvents.STACK, StackEvents.STARTED);
    return new Deployment(request, expanded, scope, types, providers, executor, events)
        .run()
        .thenApply(
            resources -> {
              List<StackDetails.Output> outputs = outputs(request, expanded, scope);
              Map<String, String> values = new LinkedHashMap<>();
              outputs.forEach(output -> values.put(output.key(), output.value()));
              Stack stack = new Stack(request.stackName(), request.region(), values, resources);
              events.add(
                  request.stackName(), request.stackId(), StackEvents.STACK, StackEvents.DONE);
              details.put(
                  key,
                  new StackDetails(
                      request.stackName(),
                      request.region(),
                      request.stackId(),
                      template.path("Description").asText(),
                      written,
                      expanded.toString(),
                      template.has("Transform"),
                      texts(parameters),
                      outputs,
                      events.all()));
              stacks.put(key, stack);
              return stack;
            });
  }

  private static Map<String, String> texts(Map<String, JsonNode> parameters) {
    Map<String, String> texts = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> texts.put(name, value.isArray() ? joined(value) : value.asText()));
    return texts;
  }

  private static String joined(JsonNode list) {
    StringJoiner joined = new StringJoiner(",");
    list.forEach(each -> joined.add(each.asText()));
    return joined.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new TemplateException(file.toString(), "cannot be read", e);
    }
  }

  private ObjectNode transformed(ObjectNode template, Path file) {
    JsonNode transform = template.path("Transform");
    if (transform.isMissingNode()) {
      return template;
    }
    if (!transform.asText().equals(SamTransform.NAME)) {
      throw new TemplateException("Transform", "the lab has " + SamTransform.NAME + " only");
    }
    return SamTransform.expand(template, types, file.toAbsolutePath().getParent());
  }

  private List<StackDetails.Output> outputs(
      StackRequest request, ObjectNode template, StackScope scope) {
    List<StackDetails.Output> outputs = new ArrayList<>();
    Evaluator evaluator = new Evaluator(scope);
    for (var output : template.path("Outputs").properties()) {
      String path = "Outputs." + output.getKey();
      JsonNode condition = output.getValue().path("Condition");
      if (condition.isTextual() && !scope.condition(condition.textValue(), path)) {
        continue;
      }
      JsonNode value = evaluator.evaluate(output.getValue().path("Value"), path + ".Value");
      if (!value.isValueNode() || value.isMissingNode()) {
        throw new TemplateException(path, "is no text");
      }
      JsonNode name = output.getValue().path("Export").path("Name");
      String export = "";
      if (!name.isMissingNode()) {
        export = evaluator.evaluate(name, path + ".Export.Name").asText();
        if (exports.putIfAbsent(request.region() + "/" + export, value.asText()) != null) {
          throw new TemplateException(path, export + " is exported already");
        }
      }
      outputs.add(
          new StackDetails.Output(
              output.getKey(),
              value.asText(),
              output.getValue().path("Description").asText(),
              export));
    }
    return outputs;
  }
}
