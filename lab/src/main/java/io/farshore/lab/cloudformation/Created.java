package io.farshore.lab.cloudformation;

import java.util.Map;

/**
 * A resource that was made.
 *
 * @param ref what {@code Ref} gives
 * @param attributes what {@code Fn::GetAtt} gives, by name
 */
record Created(String ref, Map<String, String> attributes) {

  Created {
    attributes = Map.copyOf(attributes);
  }

  static Created of(String ref) {
    return new Created(ref, Map.of());
  }

  static Created withArn(String ref, String arn) {
    return new Created(ref, Map.of("Arn", arn));
  }
}
