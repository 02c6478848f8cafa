package io.farshore.lab.endpoint;

import io.farshore.lab.endpoint.model.ServiceModel;
import io.farshore.lab.endpoint.model.ServiceModels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The service that a request is for: the one that it is signed for; without a signature what
 * target, path, form or host say. One that says nothing at all is for Kinesis, which then says what
 * is missing.
 */
final class ServiceLookup {

  private static final String FALLBACK = "kinesis";

  private final ServiceModels models = new ServiceModels();

  /** The service's model; empty when the request is signed for a service that AWS may have. */
  Optional<ServiceModel> find(WireRequest request) {
    Optional<ServiceModel> target = models.target(request.targetPrefix());
    String signed = request.scope().service();
    if (signed.isEmpty()) {
      return target.or(() -> unsigned(request)).or(() -> models.signedFor(FALLBACK));
    }
    // DynamoDB and its streams are signed for by one name.
    return target
        .filter(service -> service.signingName().equals(signed))
        .or(() -> models.signedFor(signed));
  }

  private Optional<ServiceModel> unsigned(WireRequest request) {
    return request
        .pathService()
        .flatMap(models::target)
        .or(() -> byForm(request))
        .or(() -> byPath(request.path()))
        .or(() -> byHost(request.headers().getOrDefault("host", "")));
  }

  private Optional<ServiceModel> byForm(WireRequest request) {
    if (request.query().containsKey("Version")) {
      return models.version(request.query().get("Version").get(0));
    }
    return request.mediaType().equals("application/x-www-form-urlencoded")
        ? Optional.ofNullable(QueryProtocol.form(request.body()).get("Version"))
            .flatMap(models::version)
        : Optional.empty();
  }

  private Optional<ServiceModel> byPath(String path) {
    String first = path.split("/", 3).length > 1 ? path.split("/", 3)[1] : "";
    List<String> scheduler = List.of("schedules", "schedule-groups");
    return scheduler.contains(first) ? models.signedFor("scheduler") : models.version(first);
  }

  private Optional<ServiceModel> byHost(String host) {
    return Arrays.stream(host.split("[.:]"))
        .filter(label -> !label.isEmpty())
        .map(models::signedFor)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
