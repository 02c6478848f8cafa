package io.farshore.conformance.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farshore.conformance.Aws;
import io.farshore.conformance.lambda.handlers.Probe;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class VersionTest {

  private final Aws aws = Aws.shared();
  private final LambdaClient lambda = aws.lambda(aws.region());
  private UploadedFunction function;
  private String name;

  @BeforeEach
  void create() {
    function = UploadedFunction.of(aws, Probe.class);
    name = function.name();
  }

  @AfterEach
  void delete() {
    function.close();
  }

  @Test
  @DisplayName("a version is frozen; without a change no new one is published")
  void versions() {
    PublishVersionResponse first = lambda.publishVersion(r -> r.functionName(name));
    PublishVersionResponse again = lambda.publishVersion(r -> r.functionName(name));
    change("second");
    PublishVersionResponse second = lambda.publishVersion(r -> r.functionName(name));

    assertThat(first.version()).isEqualTo("1");
    assertThat(first.functionArn()).isEqualTo(function.arn() + ":1");
    assertThat(again.version()).isEqualTo("1");
    assertThat(again.revisionId()).isEqualTo(first.revisionId());
    assertThat(second.version()).isEqualTo("2");
    assertThat(second.description()).isEqualTo("second");
    assertThat(
            lambda.getFunctionConfiguration(r -> r.functionName(name).qualifier("1")).description())
        .isEmpty();
    assertThat(
            lambda.listVersionsByFunction(r -> r.functionName(name)).versions().stream()
                .map(FunctionConfiguration::version))
        .containsExactly("$LATEST", "1", "2");
    assertThat(lambda.invoke(r -> r.functionName(name).qualifier("1")).executedVersion())
        .isEqualTo("1");
    assertThatThrownBy(() -> lambda.getFunction(r -> r.functionName(name).qualifier("7")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + function.arn() + ":7");
    assertThatThrownBy(() -> lambda.invoke(r -> r.functionName(name + ":1").qualifier("2")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining(
            "The derived qualifier from the function name does not match the specified qualifier.");
  }

  @Test
  @DisplayName("publishing what is not the latest code is refused")
  void wrongCode() {
    assertThatThrownBy(() -> lambda.publishVersion(r -> r.functionName(name).codeSha256("other")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("CodeSHA256 (other) is different from current CodeSHA256 in $LATEST");
  }

  @Test
  @DisplayName("an alias invokes its version, moves, and goes")
  void aliases() {
    lambda.publishVersion(r -> r.functionName(name));
    change("second");
    lambda.publishVersion(r -> r.functionName(name));
    var made =
        lambda.createAlias(
            r -> r.functionName(name).name("live").functionVersion("1").description("in use"));

    var answer = lambda.invoke(r -> r.functionName(name).qualifier("live"));
    var moved = lambda.updateAlias(r -> r.functionName(name).name("live").functionVersion("2"));

    assertThat(made.aliasArn()).isEqualTo(function.arn() + ":live");
    assertThat(made.description()).isEqualTo("in use");
    assertThat(answer.executedVersion()).isEqualTo("1");
    assertThat(answer.payload().asUtf8String())
        .contains("\"arn\":\"" + function.arn() + ":live\"")
        .contains("\"version\":\"1\"");
    assertThat(moved.revisionId()).isNotEqualTo(made.revisionId());
    assertThat(moved.description()).isEqualTo("in use");
    assertThat(lambda.invoke(r -> r.functionName(name + ":live")).executedVersion()).isEqualTo("2");
    assertThat(
            lambda.listAliases(r -> r.functionName(name).functionVersion("2")).aliases().stream()
                .map(AliasConfiguration::name))
        .containsExactly("live");
    assertThatThrownBy(
            () -> lambda.createAlias(r -> r.functionName(name).name("live").functionVersion("1")))
        .isInstanceOf(ResourceConflictException.class)
        .hasMessageContaining("Alias already exists: " + function.arn() + ":live");
    assertThatThrownBy(() -> lambda.deleteFunction(r -> r.functionName(name).qualifier("2")))
        .isInstanceOf(ResourceConflictException.class);
    lambda.deleteAlias(r -> r.functionName(name).name("live"));
    assertThatThrownBy(() -> lambda.getAlias(r -> r.functionName(name).name("live")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Cannot find alias arn: " + function.arn() + ":live");
    lambda.deleteFunction(r -> r.functionName(name).qualifier("2"));
    assertThatThrownBy(() -> lambda.invoke(r -> r.functionName(name).qualifier("2")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  @DisplayName("an alias with weights invokes both versions")
  void weights() {
    lambda.publishVersion(r -> r.functionName(name));
    change("second");
    lambda.publishVersion(r -> r.functionName(name));
    lambda.createAlias(
        r ->
            r.functionName(name)
                .name("canary")
                .functionVersion("1")
                .routingConfig(w -> w.additionalVersionWeights(Map.of("2", 0.5))));

    Set<String> executed = new HashSet<>();
    for (int i = 0; i < 200 && executed.size() < 2; i++) {
      executed.add(lambda.invoke(r -> r.functionName(name).qualifier("canary")).executedVersion());
    }

    assertThat(executed).containsExactlyInAnyOrder("1", "2");
    assertThatThrownBy(
            () ->
                lambda.updateAlias(
                    r ->
                        r.functionName(name)
                            .name("canary")
                            .routingConfig(w -> w.additionalVersionWeights(Map.of("1", 0.5)))))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Function version 1 is already included in routing configuration.");
  }

  private void change(String description) {
    lambda.updateFunctionConfiguration(r -> r.functionName(name).description(description));
    function.awaitActive();
  }
}
