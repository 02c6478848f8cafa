package io.farshore.lab.endpoint.model;

import java.util.Optional;

/**
 * An operation of a service's model. Immutable.
 *
 * @param method of HTTP
 * @param uri the path's template, such as {@code /2015-03-31/functions/{FunctionName}}; may end
 *     with a query
 * @param status of a success
 * @param input the type of the input; empty when there are no members
 * @param output the type of the output; likewise
 * @param root the element around the input in XML
 * @param result the element around the output in the Query protocol
 */
public record OperationModel(
    String name,
    String method,
    String uri,
    int status,
    Optional<Shape> input,
    Optional<Shape> output,
    Optional<String> root,
    Optional<String> result) {}
