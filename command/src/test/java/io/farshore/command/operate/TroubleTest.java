package io.farshore.command.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.stream.Region;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.SfnException;

@DisplayName("What AWS refuses is told in one line that says what to do")
class TroubleTest {

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("failures")
  void kinds(Throwable failure, Trouble.Kind kind, String text) {
    Trouble trouble = Trouble.of(new CompletionException(failure));
    assertThat(trouble.kind()).isEqualTo(kind);
    assertThat(trouble.text()).contains(text).doesNotContain("\n");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            client("Unable to execute HTTP request", new UnknownHostException("states.moon-1")),
            Trouble.Kind.UNREACHABLE,
            "check the Region's name"),
        Arguments.of(
            client("Unable to execute HTTP request", new ConnectException("refused")),
            Trouble.Kind.UNREACHABLE,
            "is the lab up? ./farshore up"),
        Arguments.of(
            client("Unable to execute HTTP request", new SocketTimeoutException("Read timed out")),
            Trouble.Kind.UNREACHABLE,
            "no answer in time"),
        Arguments.of(
            client("Unable to load credentials from any of the providers", null),
            Trouble.Kind.CREDENTIALS,
            "give --profile"),
        Arguments.of(
            client("Profile file contained no credentials for profile 'x'", null),
            Trouble.Kind.CREDENTIALS,
            "check --profile"),
        Arguments.of(refused("ExpiredTokenException"), Trouble.Kind.CREDENTIALS, "sign in again"),
        Arguments.of(
            refused("UnrecognizedClientException"), Trouble.Kind.CREDENTIALS, "are refused"),
        Arguments.of(refused("AccessDeniedException"), Trouble.Kind.CREDENTIALS, "not allowed"),
        Arguments.of(refused("ThrottlingException"), Trouble.Kind.THROTTLED, "try again"),
        Arguments.of(refused("StateMachineDoesNotExist"), Trouble.Kind.MISSING, "said AWS"),
        Arguments.of(refused("InvalidDefinition"), Trouble.Kind.OTHER, "said AWS"));
  }

  @Test
  void itLooksThroughWhatTheProtocolsPortsWrap() {
    Trouble trouble =
        Trouble.of(
            new ReplicaUnavailable(
                "table", new Region("us-east-1"), refused("ExpiredTokenException")));
    assertThat(trouble.kind()).isEqualTo(Trouble.Kind.CREDENTIALS);
    assertThat(trouble.said()).startsWith("can't be asked (");
  }

  private static Throwable client(String message, Throwable cause) {
    return SdkClientException.builder().message(message).cause(cause).build();
  }

  private static Throwable refused(String code) {
    return SfnException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("said AWS").build())
        .statusCode(400)
        .build();
  }
}
