package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/** What names in a template stand for. Every method throws {@link TemplateException}. */
interface Scope {

  /** A parameter, a pseudo parameter, or a resource; missing for {@code AWS::NoValue}. */
  JsonNode ref(String name, String path);

  /** An attribute of a resource. */
  JsonNode attribute(String logicalId, String name, String path);

  /** A named condition. */
  boolean condition(String name, String path);

  /** A value of a mapping. */
  JsonNode mapped(String map, String top, String second, String path);

  /** What another stack exports. */
  JsonNode imported(String name, String path);
}
