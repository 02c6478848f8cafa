package io.farshore.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("Paths and commands in the docs exist")
class DocumentationTest {

  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern QUOTED_PATH =
      Pattern.compile("`((?:\\.\\./)?[A-Za-z_.-]+/[A-Za-z0-9_./-]*|[A-Za-z-]+\\.(?:md|yaml|xml))`");
  private static final Pattern COMMAND = Pattern.compile("\\./farshore ([^`\\n#|]*)");

  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)).normalize())) {
          broken.add(ROOT.relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyQuotedPathIsThere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher quoted = QUOTED_PATH.matcher(Files.readString(page));
      while (quoted.find()) {
        String path = quoted.group(1);
        boolean builtOrRemote =
            path.contains("target/") || path.startsWith("out/") || path.startsWith("aws-");
        if (!builtOrRemote && !Files.exists(ROOT.resolve(path))) {
          broken.add(ROOT.relativize(page) + ": " + path);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyCommandParses() throws IOException {
    List<String> broken = new ArrayList<>();
    CommandLine typed = Farshore.commandLine(Map.of());
    for (Path page : pages()) {
      Matcher command = COMMAND.matcher(Files.readString(page));
      while (command.find()) {
        try {
          typed.parseArgs(words(command.group(1)));
        } catch (CommandLine.ParameterException e) {
          broken.add(ROOT.relativize(page) + ": " + command.group() + " - " + e.getMessage());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /** As a shell takes a line apart: at spaces, but not in quotes. */
  static String[] words(String line) {
    return WORD.matcher(line.strip())
        .results()
        .map(word -> word.group().replaceAll("[\"']", ""))
        .toArray(String[]::new);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(page -> page.toString().endsWith(".md")).toList();
    }
  }
}
