package io.farshore.lab.endpoint.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An error of a service's model. Immutable.
 *
 * @param name the shape's
 * @param code how the Query protocol calls it, where that differs
 * @param status its HTTP status in the protocols that have one a kind
 * @param messageMember the member that holds the message
 */
public record ErrorModel(
    String name, Optional<String> code, OptionalInt status, Optional<String> messageMember) {}
