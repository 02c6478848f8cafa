package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar that is deployed. */
class FunctionsJarTest {

  private static final Path HOME = Path.of(System.getProperty("farshore.home"));
  private static final Path JAR = HOME.resolve("functions/target/farshore-functions.jar");
  private static final long MOST_BYTES = 12_000_000;

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("STREAM_NAME", "orders"),
          Map.entry("AWS_REGION", "us-east-2"),
          Map.entry("PEER_REGION", "us-east-1"),
          Map.entry("AWS_ACCESS_KEY_ID", "nobody"),
          Map.entry("AWS_SECRET_ACCESS_KEY", "nothing"),
          Map.entry(
              "STATE_MACHINE_ARN",
              "arn:aws:states:us-east-2:111122223333:stateMachine:farshore-failover"),
          Map.entry("STACK_PARAMETERS", "{}"),
          Map.entry("STACK_VERSION", "1"),
          Map.entry("ROLE_ARNS", "{}"),
          Map.entry("MAPPING_UUID", "a-mapping"),
          Map.entry("REPLICATOR_FUNCTION", "copy"));

  static Stream<String> handlers() throws IOException {
    return Pattern.compile("Handler: (io\\.farshore\\.\\S+)")
        .matcher(Files.readString(HOME.resolve("template.yaml")))
        .results()
        .map(match -> match.group(1));
  }

  @Test
  @DisplayName("It is below 12 MB: its size is what a cold start loads")
  void is_small() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(MOST_BYTES);
  }

  @Test
  @DisplayName("It has one HTTP client, which is the JDK's")
  void has_one_http_client() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String services = "META-INF/services/software.amazon.awssdk.http.";
      assertThat(jar.getEntry(services + "async.SdkAsyncHttpService")).isNull();
      JarEntry entry = jar.getJarEntry(services + "SdkHttpService");
      assertThat(
              new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .filter(line -> !line.isBlank() && !line.startsWith("#")))
          .containsExactly("software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService");
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(
                      name ->
                          Stream.of(
                                  "io/netty/",
                                  "org/apache/http/",
                                  "org/apache/hc/",
                                  "software/amazon/awssdk/crt/",
                                  "software/amazon/awssdk/http/crt/",
                                  "software/amazon/awssdk/http/nio/",
                                  "software/amazon/awssdk/http/apache")
                              .anyMatch(name::startsWith)))
          .isEmpty();
    }
  }

  @Test
  @DisplayName("It brings no client of a service that no function calls")
  void has_no_service_that_is_not_called() throws IOException {
    String services = "software/amazon/awssdk/services/";
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> clients =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith(services) && name.endsWith("Client.class"))
              .map(name -> name.substring(name.lastIndexOf('/') + 1))
              .filter(name -> name.startsWith("Default"))
              .toList();
      assertThat(clients)
          .containsExactlyInAnyOrder(
              "DefaultDynamoDbClient.class",
              "DefaultKinesisClient.class",
              "DefaultRoute53Client.class",
              "DefaultSfnClient.class");
    }
  }

  @ParameterizedTest
  @MethodSource("handlers")
  @DisplayName("Every handler of the template starts from it, with all its clients")
  void starts_each_handler(String handler) throws Exception {
    URL[] path = {JAR.toUri().toURL()};
    try (URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      assertThat(alone.loadClass(handler).getConstructor(Map.class).newInstance(ENVIRONMENT))
          .isNotNull();
    }
  }
}
