package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.Cause;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Makes the resources of one stack: each as soon as what it refers to is there. */
final class Deployment {

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "Metadata");

  private final StackRequest request;
  private final ObjectNode template;
  private final StackScope scope;
  private final ResourceTypes types;
  private final Map<String, ResourceProvider> providers;
  private final Executor executor;
  private final StackEvents events;
  private final Map<String, Set<String>> dependencies = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Created>> making = new LinkedHashMap<>();
  private final Map<String, String> made = new ConcurrentHashMap<>();

  Deployment(
      StackRequest request,
      ObjectNode template,
      StackScope scope,
      ResourceTypes types,
      Map<String, ResourceProvider> providers,
      Executor executor,
      StackEvents events) {
    this.request = request;
    this.template = template;
    this.scope = scope;
    this.types = types;
    this.providers = providers;
    this.executor = executor;
    this.events = events;
  }

  /**
   * Checks everything that can be checked beforehand, then makes the resources.
   *
   * @return the physical ids by logical id
   * @throws TemplateException when the template is at fault; nothing is made then
   */
  CompletableFuture<Map<String, String>> run() {
    JsonNode resources = template.path("Resources");
    for (var resource : resources.properties()) {
      check(resource.getKey(), resource.getValue());
      if (wanted(resource.getKey(), resource.getValue())) {
        dependencies.put(resource.getKey(), dependencies(resource.getKey(), resource.getValue()));
      }
    }
    dependencies.keySet().forEach(id -> refuseCycle(id, new LinkedHashSet<>()));
    dependencies.keySet().forEach(this::make);
    return CompletableFuture.allOf(making.values().toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> Map.copyOf(made));
  }

  private void check(String id, JsonNode resource) {
    String path = "Resources." + id;
    for (var attribute : resource.properties()) {
      if (!ATTRIBUTES.contains(attribute.getKey())) {
        throw new TemplateException(path + "." + attribute.getKey(), "is unknown to the lab");
      }
    }
    String type = resource.path("Type").asText();
    JsonNode properties = resource.path("Properties");
    types.check(
        type,
        properties.isMissingNode() ? JsonNodeFactory.instance.objectNode() : properties,
        path + ".Properties");
    if (!providers.containsKey(type)) {
      throw new TemplateException(path, type + " needs the transform " + SamTransform.NAME);
    }
  }

  private boolean wanted(String id, JsonNode resource) {
    JsonNode condition = resource.path("Condition");
    return condition.isMissingNode()
        || scope.condition(condition.asText(), "Resources." + id + ".Condition");
  }

  private Set<String> dependencies(String id, JsonNode resource) {
    Set<String> names = References.of(resource.path("Properties"));
    for (String name : names) {
      boolean known =
          name.startsWith("AWS::")
              || template.path("Parameters").has(name)
              || template.path("Resources").has(name);
      if (!known) {
        throw new TemplateException(
            "Resources." + id, name + " is neither a parameter nor a resource");
      }
    }
    JsonNode explicit = resource.path("DependsOn");
    for (JsonNode each : explicit.isArray() ? explicit : explicitOnly(explicit)) {
      if (!template.path("Resources").has(each.asText())) {
        throw new TemplateException(
            "Resources." + id + ".DependsOn", each.asText() + " is no resource");
      }
      names.add(each.asText());
    }
    names.removeIf(name -> !template.path("Resources").has(name));
    return names;
  }

  private static JsonNode explicitOnly(JsonNode node) {
    var list = JsonNodeFactory.instance.arrayNode();
    return node.isMissingNode() ? list : list.add(node);
  }

  private void refuseCycle(String id, Set<String> way) {
    if (!way.add(id)) {
      throw new TemplateException("Resources." + id, "depends on itself: " + way);
    }
    for (String each : dependencies.getOrDefault(id, Set.of())) {
      refuseCycle(each, way);
    }
    way.remove(id);
  }

  private CompletableFuture<Created> make(String id) {
    CompletableFuture<Created> known = making.get(id);
    if (known != null) {
      return known;
    }
    CompletableFuture<?>[] before =
        dependencies.get(id).stream()
            .filter(dependencies::containsKey)
            .map(this::make)
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Created> created =
        CompletableFuture.allOf(before).thenComposeAsync(done -> create(id), executor);
    making.put(id, created);
    return created;
  }

  private CompletableFuture<Created> create(String id) {
    JsonNode definition = template.path("Resources").path(id);
    String type = definition.path("Type").asText();
    String path = "Resources." + id + ".Properties";
    JsonNode raw = definition.path("Properties");
    JsonNode evaluated =
        raw.isMissingNode()
            ? JsonNodeFactory.instance.objectNode()
            : new Evaluator(scope).evaluate(raw, path);
    ObjectNode properties = types.convert(type, evaluated, path);
    Resource resource = new Resource(request.stackName(), request.region(), id, type, properties);
    events.add(id, "", type, StackEvents.STARTED);
    return providers
        .get(type)
        .create(resource)
        .handle(
            (created, failure) -> {
              if (failure != null) {
                throw failed(id, type, failure);
              }
              scope.created(id, created);
              made.put(id, created.ref());
              events.add(id, created.ref(), type, StackEvents.DONE);
              return created;
            });
  }

  private static TemplateException failed(String id, String type, Throwable failure) {
    Throwable cause = Cause.of(failure);
    return new TemplateException("Resources." + id, type + " could not be made: " + cause, cause);
  }
}
