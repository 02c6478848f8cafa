package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands {@code AWS::Serverless} resources into plain ones, with the names that SAM gives them:
 * the alias {@code live} of {@code Copy} is {@code CopyAliaslive}, its version {@code CopyVersion}
 * (SAM adds a hash), its role {@code CopyRole}, an event {@code Stream} of it {@code CopyStream}.
 */
final class SamTransform {

  /** The transform that a template names to ask for this. */
  static final String NAME = "AWS::Serverless-2016-10-31";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern ALIAS = Pattern.compile("([A-Za-z0-9]+)\\.(Alias|Version)");

  private final ResourceTypes types;
  private final ObjectNode result = NODES.objectNode();
  private final Map<String, String> aliases = new HashMap<>();

  private final Path folder;

  private SamTransform(ResourceTypes types, Path folder) {
    this.types = types;
    this.folder = folder;
  }

  /**
   * Expands a template.
   *
   * @param folder where its relative paths start
   * @return a copy with plain resources only
   */
  static ObjectNode expand(ObjectNode template, ResourceTypes types, Path folder) {
    return new SamTransform(types, folder).expand(template);
  }

  private ObjectNode expand(ObjectNode template) {
    JsonNode globals = template.path("Globals");
    for (var section : globals.properties()) {
      if (!section.getKey().equals("Function")) {
        throw new TemplateException("Globals." + section.getKey(), "the lab has Function only");
      }
    }
    for (var resource : template.path("Resources").properties()) {
      switch (resource.getValue().path("Type").asText()) {
        case "AWS::Serverless::Function" ->
            function(resource.getKey(), (ObjectNode) resource.getValue(), globals.path("Function"));
        case "AWS::Serverless::StateMachine" ->
            stateMachine(resource.getKey(), (ObjectNode) resource.getValue());
        default -> result.set(resource.getKey(), resource.getValue());
      }
    }
    ObjectNode expanded = template.deepCopy();
    expanded.remove("Globals");
    expanded.set("Resources", result);
    return (ObjectNode) resolveAliases(expanded);
  }

  private void function(String id, ObjectNode resource, JsonNode globals) {
    String path = "Resources." + id + ".Properties";
    JsonNode properties = merged(globals, resource.path("Properties"));
    types.check("AWS::Serverless::Function", properties, path);
    ObjectNode plain = NODES.objectNode();
    copy(properties, plain, "FunctionName", "Description", "Handler", "Runtime", "Architectures");
    copy(properties, plain, "MemorySize", "Timeout", "Environment", "SnapStart", "LoggingConfig");
    copy(properties, plain, "ReservedConcurrentExecutions", "EphemeralStorage", "RecursiveLoop");
    plain.putObject("Code").put("JarPath", file(properties, "CodeUri", path).toString());
    if (properties.has("Tracing")) {
      plain.putObject("TracingConfig").set("Mode", properties.get("Tracing"));
    }
    tags(properties, plain);
    plain.set("Role", role(id, resource, properties, "lambda.amazonaws.com"));
    ObjectNode made = add(id, "AWS::Lambda::Function", plain, resource);
    if (resource.has("DependsOn")) {
      made.set("DependsOn", resource.get("DependsOn"));
    }
    JsonNode target = getAtt(id, "Arn");
    if (properties.has("AutoPublishAlias")) {
      target = alias(id, resource, properties.get("AutoPublishAlias"), path);
    }
    var events = new SamEvents(id, resource, types, this::add);
    events.ofFunction(properties.path("Events"), target);
  }

  private JsonNode alias(String id, ObjectNode resource, JsonNode name, String path) {
    if (!name.isTextual()) {
      throw new TemplateException(path + ".AutoPublishAlias", "must be plain text");
    }
    String aliasId = id + "Alias" + name.textValue();
    ObjectNode version = NODES.objectNode();
    version.set("FunctionName", ref(id));
    add(id + "Version", "AWS::Lambda::Version", version, resource);
    ObjectNode alias = NODES.objectNode();
    alias.set("FunctionName", ref(id));
    alias.set("FunctionVersion", getAtt(id + "Version", "Version"));
    alias.set("Name", name);
    add(aliasId, "AWS::Lambda::Alias", alias, resource);
    aliases.put(id + ".Alias", aliasId);
    aliases.put(id + ".Version", id + "Version");
    return ref(aliasId);
  }

  private void stateMachine(String id, ObjectNode resource) {
    String path = "Resources." + id + ".Properties";
    JsonNode properties = resource.path("Properties");
    types.check("AWS::Serverless::StateMachine", properties, path);
    if (properties.has("Definition") == properties.has("DefinitionUri")) {
      throw new TemplateException(path, "needs one of Definition and DefinitionUri");
    }
    ObjectNode plain = NODES.objectNode();
    rename(properties, plain, "Name", "StateMachineName");
    rename(properties, plain, "Type", "StateMachineType");
    rename(properties, plain, "Logging", "LoggingConfiguration");
    rename(properties, plain, "Tracing", "TracingConfiguration");
    copy(properties, plain, "DefinitionSubstitutions", "Tags");
    plain.put(
        "DefinitionString",
        properties.has("Definition")
            ? properties.get("Definition").toString()
            : read(file(properties, "DefinitionUri", path), path));
    plain.set("RoleArn", role(id, resource, properties, "states.amazonaws.com"));
    ObjectNode made = add(id, "AWS::StepFunctions::StateMachine", plain, resource);
    if (resource.has("DependsOn")) {
      made.set("DependsOn", resource.get("DependsOn"));
    }
    var events = new SamEvents(id, resource, types, this::add);
    events.ofStateMachine(properties.path("Events"), ref(id));
  }

  private JsonNode role(String id, ObjectNode resource, JsonNode properties, String principal) {
    if (properties.has("Role")) {
      return properties.get("Role");
    }
    ObjectNode role = NODES.objectNode();
    role.putObject("AssumeRolePolicyDocument").put("Principal", principal);
    copy(properties, role, "Policies", "PermissionsBoundary");
    if (principal.startsWith("lambda.")) {
      role.set("Policies", ManagedPolicies.of(properties));
    }
    add(id + "Role", "AWS::IAM::Role", role, resource);
    return getAtt(id + "Role", "Arn");
  }

  private ObjectNode add(String id, String type, ObjectNode properties, ObjectNode origin) {
    if (result.has(id)) {
      throw new TemplateException("Resources." + id, "is made by SAM as well");
    }
    ObjectNode resource = result.putObject(id);
    resource.put("Type", type);
    resource.set("Properties", properties);
    if (origin.has("Condition")) {
      resource.set("Condition", origin.get("Condition"));
    }
    return resource;
  }

  private static JsonNode merged(JsonNode globals, JsonNode properties) {
    ObjectNode all = NODES.objectNode();
    globals.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    for (var entry : properties.properties()) {
      JsonNode global = all.get(entry.getKey());
      JsonNode own = entry.getValue();
      if (global != null && global.isObject() && own.isObject() && !isFunction(own)) {
        all.set(entry.getKey(), merged(global, own));
      } else if (global != null && global.isArray() && own.isArray()) {
        all.set(entry.getKey(), ((ArrayNode) global.deepCopy()).addAll((ArrayNode) own));
      } else {
        all.set(entry.getKey(), own);
      }
    }
    return all;
  }

  private static boolean isFunction(JsonNode node) {
    return node.size() == 1 && (node.has("Ref") || node.fieldNames().next().startsWith("Fn::"));
  }

  private static void tags(JsonNode properties, ObjectNode plain) {
    if (properties.has("Tags")) {
      ArrayNode tags = plain.putArray("Tags");
      for (var tag : properties.get("Tags").properties()) {
        tags.addObject().put("Key", tag.getKey()).set("Value", tag.getValue());
      }
    }
  }

  /** Points {@code Copy.Alias} and {@code Copy.Version} to what was made for them. */
  private JsonNode resolveAliases(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = NODES.objectNode();
      for (var member : node.properties()) {
        boolean names = member.getKey().equals("Ref");
        JsonNode value = member.getValue();
        object.set(
            member.getKey(),
            names && value.isTextual() && aliases.containsKey(value.textValue())
                ? TextNode.valueOf(aliases.get(value.textValue()))
                : member.getKey().equals("Fn::Sub") ? resolveSub(value) : resolveAliases(value));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode list = NODES.arrayNode();
      node.forEach(each -> list.add(resolveAliases(each)));
      return list;
    }
    return node;
  }

  private JsonNode resolveSub(JsonNode argument) {
    if (argument.isArray()) {
      ArrayNode list = NODES.arrayNode();
      argument.forEach(
          each -> list.add(each.isTextual() ? resolveSub(each) : resolveAliases(each)));
      return list;
    }
    Matcher found = ALIAS.matcher(argument.asText());
    return TextNode.valueOf(
        found.replaceAll(
            name -> Matcher.quoteReplacement(aliases.getOrDefault(name.group(), name.group()))));
  }

  private static void copy(JsonNode from, ObjectNode to, String... names) {
    for (String name : names) {
      rename(from, to, name, name);
    }
  }

  private static void rename(JsonNode from, ObjectNode to, String name, String newName) {
    if (from.has(name)) {
      to.set(newName, from.get(name));
    }
  }

  private Path file(JsonNode properties, String name, String path) {
    JsonNode uri = properties.path(name);
    if (!uri.isTextual()) {
      throw new TemplateException(path + "." + name, "must be the path of a file");
    }
    Path file = folder.resolve(uri.textValue()).normalize();
    if (!Files.exists(file)) {
      throw new TemplateException(path + "." + name, file + " is not there");
    }
    return file;
  }

  private static String read(Path file, String path) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new TemplateException(path, file + " cannot be read", e);
    }
  }

  static ObjectNode ref(String id) {
    return NODES.objectNode().put("Ref", id);
  }

  static ObjectNode getAtt(String id, String attribute) {
    ObjectNode call = NODES.objectNode();
    call.putArray("Fn::GetAtt").add(id).add(attribute);
    return call;
  }
}
