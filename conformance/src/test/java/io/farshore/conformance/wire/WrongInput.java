package io.farshore.conformance.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes one member of an input wrong, by the limits of the model. */
final class WrongInput {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST = 200_000;
  private static final int GIANT_BITS = 3_000;
  private static final Set<String> NUMBERS = Set.of("integer", "long", "float", "double");

  private final Model model;
  private final SplittableRandom random;

  WrongInput(Model model, SplittableRandom random) {
    this.model = model;
    this.random = random;
  }

  /** An input with a plausible value for every required member. */
  ObjectNode plausible(JsonNode structure, int depth) {
    ObjectNode input = NODES.objectNode();
    for (JsonNode name : structure.path("required")) {
      JsonNode member = structure.path("members").path(name.asText());
      input.set(name.asText(), plausibleValue(model.shape(member), depth));
    }
    return input;
  }

  private JsonNode plausibleValue(JsonNode shape, int depth) {
    return switch (shape.path("type").asText()) {
      case "structure" -> depth > 3 ? NODES.objectNode() : plausible(shape, depth + 1);
      case "list" ->
          NODES.arrayNode().add(plausibleValue(model.shape(shape.path("member")), depth + 1));
      case "map" -> NODES.objectNode();
      case "boolean" -> NODES.booleanNode(true);
      case "integer", "long", "float", "double" -> NODES.numberNode(shape.path("min").asInt(1));
      case "timestamp" -> NODES.numberNode(1_760_000_000);
      case "blob" -> NODES.textNode("AAAA");
      default -> NODES.textNode(shape.path("enum").path(0).asText("aaaaaaaaaaaa"));
    };
  }

  /** What was made wrong, in words; empty when nothing in this structure can be wrong so. */
  Optional<String> apply(Fault fault, JsonNode structure, ObjectNode input, boolean typed) {
    List<Map.Entry<String, JsonNode>> fit = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : structure.path("members").properties()) {
      boolean inBody = !member.getValue().has("in");
      if (inBody && wrong(fault, structure, member, typed).isPresent()) {
        fit.add(member);
      }
    }
    if (fit.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, JsonNode> chosen = fit.get(random.nextInt(fit.size()));
    JsonNode value = wrong(fault, structure, chosen, typed).orElseThrow();
    if (value.isMissingNode()) {
      input.remove(chosen.getKey());
    } else {
      input.set(chosen.getKey(), value);
    }
    return Optional.of(fault + " " + chosen.getKey());
  }

  private Optional<JsonNode> wrong(
      Fault fault, JsonNode structure, Map.Entry<String, JsonNode> member, boolean typed) {
    JsonNode shape = model.shape(member.getValue());
    String type = shape.path("type").asText();
    return switch (fault) {
      case MISSING ->
          isRequired(structure, member.getKey())
              ? Optional.of(MissingNode.getInstance())
              : Optional.empty();
      case TOO_LONG -> tooLong(shape, type);
      case TOO_SHORT ->
          type.equals("string") && shape.path("min").asInt() > 0
              ? Optional.of(NODES.textNode(""))
              : Optional.empty();
      case OUT_OF_RANGE -> outOfRange(shape, type);
      case NO_SUCH_VALUE ->
          type.equals("string") && shape.has("enum")
              ? Optional.of(NODES.textNode("no-such-value"))
              : Optional.empty();
      case WRONG_TYPE -> wrongType(type, typed);
      case BAD_BASE64 ->
          type.equals("blob") && typed ? Optional.of(NODES.textNode("#!?")) : Optional.empty();
      case GIANT_NUMBER ->
          NUMBERS.contains(type) || type.equals("timestamp")
              ? Optional.of(NODES.numberNode(BigInteger.ONE.shiftLeft(GIANT_BITS)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isRequired(JsonNode structure, String name) {
    for (JsonNode required : structure.path("required")) {
      if (required.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<JsonNode> tooLong(JsonNode shape, String type) {
    int max = shape.path("max").asInt(LONGEST);
    return type.equals("string") && max < LONGEST
        ? Optional.of(NODES.textNode("a".repeat(max + 1)))
        : Optional.empty();
  }

  private Optional<JsonNode> outOfRange(JsonNode shape, String type) {
    if (!NUMBERS.contains(type)) {
      return Optional.empty();
    }
    if (shape.has("max") && shape.path("max").asLong() < Integer.MAX_VALUE) {
      return Optional.of(NODES.numberNode(shape.path("max").asInt() + 1));
    }
    return shape.has("min") && shape.path("min").asLong() > Integer.MIN_VALUE
        ? Optional.of(NODES.numberNode(shape.path("min").asInt() - 1))
        : Optional.empty();
  }

  private static Optional<JsonNode> wrongType(String type, boolean typed) {
    return switch (type) {
      case "string", "blob" ->
          typed ? Optional.of(NODES.objectNode().put("a", 1)) : Optional.empty();
      case "integer", "long", "double", "float", "timestamp" ->
          Optional.of(NODES.textNode("neither a number nor a date"));
      case "boolean" -> Optional.of(NODES.textNode("perhaps"));
      default -> typed ? Optional.of(NODES.numberNode(7)) : Optional.empty();
    };
  }
}
