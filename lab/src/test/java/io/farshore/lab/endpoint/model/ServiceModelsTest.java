package io.farshore.lab.endpoint.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceModelsTest {

  static Iterable<String> services() {
    return new ServiceModels().signingNames();
  }

  @ParameterizedTest
  @MethodSource("services")
  @DisplayName("every shape of every operation can be read, patterns included")
  void readable(String service) {
    ServiceModel model = new ServiceModels().signedFor(service).orElseThrow();
    Set<String> seen = new HashSet<>();
    for (String name : model.operationNames()) {
      OperationModel operation = model.operation(name).orElseThrow();
      operation.input().ifPresent(shape -> visit(model, shape, seen));
      operation.output().ifPresent(shape -> visit(model, shape, seen));
    }

    assertThat(seen).isNotEmpty();
    assertThat(model.operation("NoSuchOperation")).isEmpty();
  }

  private static void visit(ServiceModel model, Shape shape, Set<String> seen) {
    if (seen.add(shape.name())) {
      shape.members().values().forEach(member -> visit(model, model.shape(member), seen));
    }
  }
}
