package io.farshore.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The expression of one UpdateItem. Every name goes by a placeholder: many are reserved words. */
final class ItemUpdate {

  private final List<String> set = new ArrayList<>();
  private final List<String> remove = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();
  private Optional<String> condition = Optional.empty();

  /** Sets attributes, whatever they were. */
  ItemUpdate set(Map<String, AttributeValue> attributes) {
    attributes.forEach((name, value) -> set.add(name(name) + " = " + value(name, value)));
    return this;
  }

  /** Sets those attributes that are not there. */
  ItemUpdate setIfAbsent(Map<String, AttributeValue> attributes) {
    attributes.forEach(
        (name, value) ->
            set.add(
                "%s = if_not_exists(%s, %s)"
                    .formatted(name(name), name(name), value(name, value))));
    return this;
  }

  /** Removes an attribute. */
  ItemUpdate remove(String name) {
    remove.add(name(name));
    return this;
  }

  /** Only where an attribute has this value. */
  ItemUpdate onlyWhere(String name, AttributeValue is) {
    values.put(":expected", is);
    return onlyIf(name(name) + " = :expected");
  }

  /** Only where a condition holds; {@code #name} and {@code :name} are those set. */
  ItemUpdate onlyIf(String expression) {
    condition = Optional.of(expression);
    return this;
  }

  private String name(String name) {
    names.put("#" + name, name);
    return "#" + name;
  }

  private String value(String name, AttributeValue value) {
    values.put(":" + name, value);
    return ":" + name;
  }

  UpdateItemRequest.Builder request() {
    String expression = "SET " + String.join(", ", set);
    if (!remove.isEmpty()) {
      expression += " REMOVE " + String.join(", ", remove);
    }
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .updateExpression(expression)
            .expressionAttributeNames(names)
            .expressionAttributeValues(values);
    condition.ifPresent(request::conditionExpression);
    return request;
  }
}
