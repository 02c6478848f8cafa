package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.model.Shape.Type;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;

/** Values that come as text: in paths, headers, forms and XML. */
final class TextValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_NUMBER = 400;

  private TextValues() {}

  /** The value of that type; empty when the text is none. */
  static Optional<JsonNode> parse(Type type, String text) {
    try {
      return switch (type) {
        case BOOLEAN -> truth(text);
        case INTEGER, LONG -> Optional.of(InputTypes.integer(type, number(text)));
        case FLOAT, DOUBLE -> Optional.of(NODES.numberNode(Double.parseDouble(text)));
        case TIMESTAMP -> instant(text);
        case BLOB -> Optional.of(BinaryNode.valueOf(Base64.getMimeDecoder().decode(text)));
        case STRING -> Optional.of(NODES.textNode(text));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> truth(String text) {
    return text.equals("true") || text.equals("false")
        ? Optional.of(NODES.booleanNode(text.equals("true")))
        : Optional.empty();
  }

  private static JsonNode number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      throw new NumberFormatException("too long");
    }
    return NODES.numberNode(new BigDecimal(text.strip()));
  }

  private static Optional<JsonNode> instant(String text) {
    Optional<BigDecimal> iso = Timestamps.parse(text);
    if (iso.isPresent()) {
      return iso.map(NODES::numberNode);
    }
    return Optional.of(NODES.numberNode(Timestamps.seconds(number(text))));
  }
}
