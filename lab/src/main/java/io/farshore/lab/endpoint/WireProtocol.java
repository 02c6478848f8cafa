package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One of AWS's protocols: HTTP requests to calls, answers and errors to HTTP responses. */
interface WireProtocol {

  /** True for a request in this protocol. */
  boolean speaks(WireRequest request);

  /**
   * Reads the operation and its input.
   *
   * @throws AwsError when it can't be read
   */
  Operation decode(WireRequest request);

  /** Writes an answer. */
  RawResponse encode(WireRequest request, Operation operation, JsonNode output, String requestId);

  /** Writes an error. */
  RawResponse encode(WireRequest request, AwsError error, String requestId);

  /**
   * Writes an answer that is an event stream.
   *
   * @throws AwsError in a protocol that has none in the lab
   */
  default HttpAnswer.Streamed stream(WireRequest request, EventStream events) {
    throw new AwsError(
        "UnknownOperationException", 404, "The lab has no event streams in this protocol");
  }

  /**
   * What is asked for.
   *
   * @param name the operation of the service's model
   * @param input its members
   */
  record Operation(String name, ObjectNode input) {}
}
