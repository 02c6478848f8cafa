package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.ServiceModel;
import java.util.Map;

/** The name that a service gives to an input that does not keep its model's limits. */
final class ValidationErrors {

  private static final Map<String, String> NAMES =
      Map.of("logs", "InvalidParameterException", "route53", "InvalidInput");

  private ValidationErrors() {}

  static AwsError of(ServiceModel service, String message) {
    String name = NAMES.getOrDefault(service.signingName(), "ValidationException");
    return new AwsError(name, 400, message);
  }
}
