package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * Names one item of one table.
 *
 * @param table its name
 * @param text the key's attributes in the order of the key schema, equal for equal keys
 * @param attributes the key as the API takes it
 */
record ItemKey(String table, String text, ObjectNode attributes) {

  /** The key of an item; {@code attributes} may hold more than the key. */
  static ItemKey of(String table, List<String> schema, JsonNode attributes) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    for (String name : schema) {
      JsonNode value = attributes.get(name);
      if (value.has("N")) {
        BigDecimal number = new BigDecimal(value.get("N").textValue()).stripTrailingZeros();
        key.putObject(name).put("N", number.toPlainString());
      } else {
        key.set(name, value);
      }
    }
    return new ItemKey(table, key.toString(), key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemKey key && table.equals(key.table) && text.equals(key.text);
  }

  @Override
  public int hashCode() {
    return 31 * table.hashCode() + text.hashCode();
  }
}
