package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.AwsApi;
import io.farshore.lab.iam.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Makes stacks of templates in the lab, by the same AWS calls that anybody else would make. There
 * is no update, no roll-back and no deletion: a lab is made for one deployment. Thread-safe.
 */
public final class CloudFormation {

  static final String ACCOUNT = "111122223333";

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
  private final Executor executor;

  /**
   * Makes it ready.
   *
   * @param api where resources are made
   * @param tables makes global tables
   * @param roles what functions and state machines may call
   * @param ids makes request ids and caller references
   * @param executor runs the making of resources; independent ones in parallel
   */
  public CloudFormation(
      AwsApi api, GlobalTables tables, Roles roles, Supplier<String> ids, Executor executor) {
    this.executor = executor;
    Calls calls = new Calls(api, ids);
    new DataProviders(calls, tables).addTo(providers);
    new ComputeProviders(calls, roles).addTo(providers);
    new RoleProviders(roles).addTo(providers);
    new SignalProviders(calls).addTo(providers);
    new DnsProviders(calls).addTo(providers);
    RecordedProviders.addTo(providers);
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

  private CompletableFuture<Stack> start(StackRequest request) {
    String key = request.region() + "/" + request.stackName();
    if (stacks.containsKey(key)) {
      throw new TemplateException(request.stackName(), "is there already in " + request.region());
    }
    ObjectNode template = read(request.template());
    for (var section : template.properties()) {
      if (!SECTIONS.contains(section.getKey())) {
        throw new TemplateException(section.getKey(), "the lab knows no such section");
      }
    }
    Map<String, JsonNode> parameters =
        Parameters.resolve(template.path("Parameters"), request.parameters());
    ObjectNode expanded = transformed(template, request.template());
    StackScope scope = new StackScope(request, expanded, parameters, exports);
    return new Deployment(request, expanded, scope, types, providers, executor)
        .run()
        .thenApply(
            resources -> {
              Stack stack =
                  new Stack(
                      request.stackName(),
                      request.region(),
                      outputs(request, expanded, scope),
                      resources);
              stacks.put(key, stack);
              return stack;
            });
  }

  private static ObjectNode read(Path file) {
    try {
      return TemplateReader.read(Files.readString(file));
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

  private Map<String, String> outputs(StackRequest request, ObjectNode template, StackScope scope) {
    Map<String, String> outputs = new LinkedHashMap<>();
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
      outputs.put(output.getKey(), value.asText());
      JsonNode name = output.getValue().path("Export").path("Name");
      if (!name.isMissingNode()) {
        String export = evaluator.evaluate(name, path + ".Export.Name").asText();
        if (exports.putIfAbsent(request.region() + "/" + export, value.asText()) != null) {
          throw new TemplateException(path, export + " is exported already");
        }
      }
    }
    return outputs;
  }
}
