package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.model.ErrorModel;
import io.farshore.lab.endpoint.model.ServiceModel;
import java.util.Map;
import java.util.Optional;

/** What an error's body holds, in the protocols whose bodies are JSON or CBOR. */
final class ErrorBody {

  /** Before the names of errors, where a service's answers have it. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "dynamodb", "com.amazonaws.dynamodb.v20120810#",
          "monitoring", "com.amazonaws.cloudwatch.v2010_08_01#",
          "sqs", "com.amazonaws.sqs#");

  private ErrorBody() {}

  /** The error's name in {@code __type}, and its message. */
  static ObjectNode typed(ServiceModel service, AwsError error) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", namespace(service, error) + name(service, error));
    return message(service, error, body);
  }

  /** The message alone, where the name stands elsewhere. */
  static ObjectNode message(ServiceModel service, AwsError error, ObjectNode body) {
    Optional<ErrorModel> model = service.error(error.code());
    String member = error.code().equals("SerializationException") ? "Message" : "message";
    boolean silent = model.isPresent() && model.get().messageMember().isEmpty();
    if (error.getMessage() != null && !(silent && service.queryCompatible())) {
      body.put(model.flatMap(ErrorModel::messageMember).orElse(member), error.getMessage());
    }
    error.members().forEach(body::set);
    return body;
  }

  /** The name that errors have had in the Query protocol, for clients that still go by it. */
  static Optional<String> queryError(ServiceModel service, AwsError error) {
    if (!service.queryCompatible()) {
      return Optional.empty();
    }
    String fault = error.status() < 500 ? ";Sender" : ";Receiver";
    return Optional.of(QueryErrors.code(service, error) + fault);
  }

  private static String name(ServiceModel service, AwsError error) {
    return service.error(error.code()).map(ErrorModel::name).orElse(error.code());
  }

  private static String namespace(ServiceModel service, AwsError error) {
    String namespace = NAMESPACES.getOrDefault(service.signingName(), "");
    if (namespace.isEmpty() || service.error(error.code()).isPresent()) {
      return namespace;
    }
    return error.code().equals("ValidationException")
        ? "com.amazon.coral.validate#"
        : "com.amazon.coral.service#";
  }
}
