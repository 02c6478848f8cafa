package io.farshore.command.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Puts the sections of a folder together, as Markdown. */
public final class ResultsPage {

  private final Path folder;
  private final String plots;

  /**
   * Of the files that end in {@code .json} in a folder.
   *
   * @param folder as in {@link Section}
   * @param plots where the page finds the folder, such as {@code results/}
   */
  public ResultsPage(Path folder, String plots) {
    this.folder = folder;
    this.plots = plots;
  }

  /**
   * The page.
   *
   * @throws IOException when the folder or a file can't be read, or is no section
   */
  public String markdown() throws IOException {
    List<JsonNode> sections = sections();
    StringBuilder page = new StringBuilder("# Measured\n\n");
    page.append("Made by `./farshore bench report` out of the files in `").append(plots);
    page.append("`; each section names the command that measured it.\n");
    machines(page, sections);
    claims(page, sections);
    sections.forEach(section -> section(page, section));
    return page.toString();
  }

  private List<JsonNode> sections() throws IOException {
    List<JsonNode> sections = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode section = new ObjectMapper().readTree(file.toFile());
        if (!section.path("title").isTextual()) {
          throw new IOException(file + " has no title");
        }
        sections.add(section);
      }
    }
    sections.sort(Comparator.comparingInt(section -> section.path("order").asInt()));
    return sections;
  }

  private static void machines(StringBuilder page, List<JsonNode> sections) {
    Set<String> machines = new LinkedHashSet<>();
    for (JsonNode section : sections) {
      StringJoiner words = new StringJoiner(", ");
      for (String member : Machine.members()) {
        String value = section.path("machine").path(member).asText("");
        if (!value.isEmpty()) {
          words.add(member.equals("cores") ? value + " cores" : value);
        }
      }
      machines.add(words.toString());
    }
    machines.remove("");
    page.append("\nThe machine: ").append(String.join("; ", machines)).append(".\n");
  }

  private static void claims(StringBuilder page, List<JsonNode> sections) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode section : sections) {
      for (JsonNode claim : section.path("claims")) {
        rows.add(
            List.of(
                section.path("title").asText(),
                claim.path("what").asText(),
                claim.path("target").asText(),
                claim.path("measured").asText(),
                claim.path("held").asBoolean() ? "yes" : "**no**"));
      }
    }
    if (!rows.isEmpty()) {
      page.append("\n## What was asked for\n\n");
      table(page, List.of("section", "what", "asked for", "measured", "held"), rows);
    }
  }

  private void section(StringBuilder page, JsonNode section) {
    page.append("\n## ").append(section.path("title").asText()).append("\n\n");
    page.append("`").append(section.path("command").asText()).append("`, ");
    page.append(section.path("recordedAt").asText()).append("\n");
    section.path("text").forEach(text -> page.append('\n').append(text.asText()).append('\n'));
    for (JsonNode table : section.path("tables")) {
      page.append('\n').append(table.path("caption").asText()).append("\n\n");
      List<List<String>> rows = new ArrayList<>();
      table.path("rows").forEach(row -> rows.add(texts(row)));
      table(page, texts(table.path("columns")), rows);
    }
    for (JsonNode plot : section.path("plots")) {
      page.append("\n![").append(section.path("title").asText()).append("](");
      page.append(plots).append(plot.asText()).append(")\n");
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static void table(StringBuilder page, List<String> columns, List<List<String>> rows) {
    line(page, columns);
    page.append("|").append("---|".repeat(columns.size())).append('\n');
    rows.forEach(row -> line(page, row));
  }

  private static void line(StringBuilder page, List<String> cells) {
    page.append("| ");
    page.append(String.join(" | ", cells.stream().map(c -> c.replace("|", "\\|")).toList()));
    page.append(" |\n");
  }
}
