package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.Account;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The names of one stack while it is being made. Thread-safe. */
final class StackScope implements Scope {

  private final StackRequest request;
  private final JsonNode template;
  private final Map<String, JsonNode> parameters;
  private final Map<String, String> exports;
  private final Map<String, Created> created = new ConcurrentHashMap<>();
  private final Map<String, Boolean> conditions = new ConcurrentHashMap<>();

  StackScope(
      StackRequest request,
      JsonNode template,
      Map<String, JsonNode> parameters,
      Map<String, String> exports) {
    this.request = request;
    this.template = template;
    this.parameters = parameters;
    this.exports = exports;
  }

  /** From now on {@code logicalId} stands for that resource. */
  void created(String logicalId, Created resource) {
    created.put(logicalId, resource);
  }

  @Override
  public JsonNode ref(String name, String path) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (name) {
      case "AWS::Region" -> nodes.textNode(request.region());
      case "AWS::AccountId" -> nodes.textNode(Account.ID);
      case "AWS::Partition" -> nodes.textNode("aws");
      case "AWS::URLSuffix" -> nodes.textNode("amazonaws.com");
      case "AWS::StackName" -> nodes.textNode(request.stackName());
      case "AWS::StackId" -> nodes.textNode(request.stackId());
      case "AWS::NoValue" -> Evaluator.noValue();
      default -> {
        JsonNode parameter = parameters.get(name);
        yield parameter != null ? parameter : nodes.textNode(resource(name, path).ref());
      }
    };
  }

  @Override
  public JsonNode attribute(String logicalId, String name, String path) {
    String value = resource(logicalId, path).attributes().get(name);
    if (value == null) {
      throw new TemplateException(path, logicalId + " has no attribute " + name + " in the lab");
    }
    return JsonNodeFactory.instance.textNode(value);
  }

  private Created resource(String logicalId, String path) {
    Created resource = created.get(logicalId);
    if (resource == null) {
      String why =
          template.path("Resources").has(logicalId)
              ? " is not created: its condition is false"
              : " is neither a parameter nor a resource";
      throw new TemplateException(path, logicalId + why);
    }
    return resource;
  }

  @Override
  public boolean condition(String name, String path) {
    return condition(name, path, new HashSet<>());
  }

  private boolean condition(String name, String path, Set<String> open) {
    Boolean known = conditions.get(name);
    if (known != null) {
      return known;
    }
    JsonNode definition = template.path("Conditions").path(name);
    if (definition.isMissingNode()) {
      throw new TemplateException(path, "there is no condition " + name);
    }
    if (!open.add(name)) {
      throw new TemplateException("Conditions." + name, "depends on itself");
    }
    JsonNode value =
        new Evaluator(new ConditionScope(open)).evaluate(definition, "Conditions." + name);
    if (!value.isBoolean()) {
      throw new TemplateException("Conditions." + name, "is no condition");
    }
    conditions.put(name, value.booleanValue());
    return value.booleanValue();
  }

  @Override
  public JsonNode mapped(String map, String top, String second, String path) {
    JsonNode value = template.path("Mappings").path(map).path(top).path(second);
    if (value.isMissingNode()) {
      throw new TemplateException(path, "no mapping has " + map + "." + top + "." + second);
    }
    return value;
  }

  @Override
  public JsonNode imported(String name, String path) {
    String value = exports.get(request.region() + "/" + name);
    if (value == null) {
      throw new TemplateException(path, "no stack in " + request.region() + " exports " + name);
    }
    return JsonNodeFactory.instance.textNode(value);
  }

  /** Conditions see parameters, mappings and other conditions only. */
  private final class ConditionScope implements Scope {
    private final Set<String> open;

    ConditionScope(Set<String> open) {
      this.open = open;
    }

    @Override
    public JsonNode ref(String name, String path) {
      if (!name.startsWith("AWS::") && !parameters.containsKey(name)) {
        throw new TemplateException(path, "conditions see parameters only, not " + name);
      }
      return StackScope.this.ref(name, path);
    }

    @Override
    public JsonNode attribute(String logicalId, String name, String path) {
      throw new TemplateException(path, "conditions see no resources");
    }

    @Override
    public boolean condition(String name, String path) {
      return StackScope.this.condition(name, path, open);
    }

    @Override
    public JsonNode mapped(String map, String top, String second, String path) {
      return StackScope.this.mapped(map, top, second, path);
    }

    @Override
    public JsonNode imported(String name, String path) {
      throw new TemplateException(path, "conditions import nothing");
    }
  }
}
