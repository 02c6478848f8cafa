package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("./farshore, with a Java that tells what it is given")
class ScriptTest {

  @TempDir private Path root;

  @BeforeEach
  void built() throws IOException {
    Path script = Path.of(System.getProperty("farshore.root"), "farshore");
    Files.copy(script, root.resolve("farshore"));
    write("jdk/bin/java", "#!/usr/bin/env bash\necho \"${AWS_ENDPOINT_URL-not set}\"\n");
    assertThat(root.resolve("jdk/bin/java").toFile().setExecutable(true)).isTrue();
    write("functions/target/farshore-functions.jar", "");
    write("pom.xml", "");
    write("command/target/dependencies.txt", "");
  }

  @Test
  @DisplayName("an empty AWS_ENDPOINT_URL is not set, another one is handed on")
  void emptyEndpoint() throws Exception {
    assertThat(told("")).isEqualTo("not set");
    assertThat(told("http://127.0.0.1:1")).isEqualTo("http://127.0.0.1:1");
  }

  private String told(String endpoint) throws Exception {
    ProcessBuilder script =
        new ProcessBuilder(List.of("bash", root.resolve("farshore").toString(), "status"));
    script.environment().put("AWS_ENDPOINT_URL", endpoint);
    script.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    script.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = script.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return out.strip();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
