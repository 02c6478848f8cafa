package io.farshore.lab.endpoint.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The model of one service: its operations, types and errors, by name. Shapes are made when they
 * are first asked for. Thread-safe.
 */
public final class ServiceModel {

  private final JsonNode tree;
  private final Map<String, Shape> shapes = new ConcurrentHashMap<>();
  private final Map<String, OperationModel> operations = new ConcurrentHashMap<>();

  ServiceModel(JsonNode tree) {
    this.tree = tree;
  }

  /** A service that AWS does not have: every operation is known, and nothing of its input. */
  public static ServiceModel open(String signingName) {
    return new ServiceModel(
        JsonNodeFactory.instance
            .objectNode()
            .put("signingName", signingName)
            .put("protocol", "json")
            .put("open", true));
  }

  /** True for a service that AWS does not have. */
  public boolean isOpen() {
    return tree.path("open").asBoolean();
  }

  /** Such as {@code query}; one that speaks several names its newest. */
  public String protocol() {
    return tree.path("protocol").asText();
  }

  /** The SigV4 signing name. */
  public String signingName() {
    return tree.path("signingName").asText();
  }

  /** What {@code X-Amz-Target} begins with; empty in protocols without it. */
  public String targetPrefix() {
    return tree.path("targetPrefix").asText();
  }

  /** The version of AWS JSON, such as {@code 1.1}. */
  public String jsonVersion() {
    return tree.path("jsonVersion").asText("1.1");
  }

  /** The namespace of XML answers. */
  public String namespace() {
    String other = "https://" + signingName() + ".amazonaws.com/doc/" + version() + "/";
    return tree.path("xmlNamespace").asText(other);
  }

  /** The API's version, a date. */
  public String version() {
    return tree.path("version").asText();
  }

  /** True when errors also carry the name that they had in the Query protocol. */
  public boolean queryCompatible() {
    return tree.path("queryCompatible").asBoolean();
  }

  /** The names of all operations, those included that the lab does not have. */
  public Iterable<String> operationNames() {
    return () -> tree.path("operations").fieldNames();
  }

  /** An operation of the model; empty when AWS has none of that name. */
  public Optional<OperationModel> operation(String name) {
    JsonNode operation =
        isOpen() ? JsonNodeFactory.instance.objectNode() : tree.path("operations").get(name);
    return operation == null
        ? Optional.empty()
        : Optional.of(operations.computeIfAbsent(name, key -> operation(key, operation)));
  }

  /** The type of that name, which the model has. */
  public Shape shape(String name) {
    Shape known = shapes.get(name);
    return known == null ? shapes.computeIfAbsent(name, this::read) : known;
  }

  /** What a member holds. */
  public Shape shape(Shape.Member member) {
    return shape(member.shape());
  }

  /** An error by its shape's name, or by the code that the Query protocol has for it. */
  public Optional<ErrorModel> error(String nameOrCode) {
    JsonNode errors = tree.path("errors");
    JsonNode error = errors.get(nameOrCode);
    if (error != null) {
      return Optional.of(ShapeReader.error(nameOrCode, error));
    }
    return errors.properties().stream()
        .filter(each -> each.getValue().path("code").asText().equals(nameOrCode))
        .findFirst()
        .map(each -> ShapeReader.error(each.getKey(), each.getValue()));
  }

  private Shape read(String name) {
    return ShapeReader.shape(name, tree.path("shapes").path(name));
  }

  private OperationModel operation(String name, JsonNode tree) {
    return new OperationModel(
        name,
        tree.path("method").asText("POST"),
        tree.path("uri").asText("/"),
        tree.path("status").asInt(200),
        ShapeReader.text(tree, "input").map(this::shape),
        ShapeReader.text(tree, "output").map(this::shape),
        ShapeReader.text(tree, "root"),
        ShapeReader.text(tree, "result"));
  }
}
