package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.OperationModel;
import io.farshore.lab.endpoint.model.ServiceModel;

/** One of AWS's protocols: HTTP requests to calls, answers and errors to HTTP responses. */
interface WireProtocol {

  /**
   * Reads the operation and its input, which has the types of the model then.
   *
   * @throws AwsError when AWS knows no such operation, or the input can't be read
   */
  Operation decode(WireRequest request, ServiceModel service);

  /** Writes an answer. */
  RawResponse encode(WireRequest request, Operation operation, JsonNode output, String requestId);

  /** Writes an error. */
  RawResponse encode(WireRequest request, ServiceModel service, AwsError error, String requestId);

  /**
   * Writes an answer that is an event stream.
   *
   * @throws AwsError in a protocol that has none in the lab
   */
  default HttpAnswer.Streamed stream(WireRequest request, Operation operation, EventStream events) {
    throw new AwsError(
        "UnknownOperationException", 404, "The lab has no event streams in this protocol");
  }

  /** How requests without a signature, and with a wrong one, are refused. */
  default SignatureRefusal refusal() {
    return SignatureRefusal.JSON;
  }

  /**
   * What is asked for.
   *
   * @param input the members of the model's input
   */
  record Operation(ServiceModel service, OperationModel model, ObjectNode input) {

    String name() {
      return model.name();
    }
  }
}
