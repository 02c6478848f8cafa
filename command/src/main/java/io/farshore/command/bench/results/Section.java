package io.farshore.command.bench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One measurement as it is kept, a file of {@code bench/results}. The members that the page of all
 * results shows:
 *
 * <pre>
 *   title       of the section
 *   order       number; sections stand in its order
 *   recordedAt  ISO-8601
 *   command     that was run
 *   machine     object of texts, see {@link Machine}
 *   claims      [{what, target, measured, held}], held true or false
 *   text        [paragraphs, in Markdown]
 *   tables      [{caption, columns: [..], rows: [[..]]}]
 *   plots       [file names beside this file]
 * </pre>
 *
 * <p>Everything else, such as {@code runs}, is for machines. Not thread-safe.
 */
public final class Section {

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  /** A section without tables yet, of this machine. */
  public Section(String title, int order, Instant recordedAt, String command) {
    json.put("title", title).put("order", order);
    json.put("recordedAt", recordedAt.toString()).put("command", command);
    json.set("machine", Machine.describe());
    json.putArray("claims");
    json.putArray("text");
    json.putArray("tables");
    json.putArray("plots");
  }

  /** Something that was asked for, and what came of it. */
  public Section claim(String what, String target, String measured, boolean held) {
    ObjectNode claim = array("claims").addObject();
    claim.put("what", what).put("target", target).put("measured", measured).put("held", held);
    return this;
  }

  /** Adds a paragraph. */
  public Section text(String paragraph) {
    array("text").add(paragraph);
    return this;
  }

  /** Adds a table; each row has as many cells as there are columns. */
  public Section table(String caption, List<String> columns, List<List<String>> rows) {
    ObjectNode table = array("tables").addObject().put("caption", caption);
    columns.forEach(table.putArray("columns")::add);
    ArrayNode all = table.putArray("rows");
    rows.forEach(row -> row.forEach(all.addArray()::add));
    return this;
  }

  /** Adds a plot, by the name of its file. */
  public Section plot(String fileName) {
    array("plots").add(fileName);
    return this;
  }

  /** Adds something for machines. */
  public Section with(String member, JsonNode value) {
    json.set(member, value);
    return this;
  }

  /** The file's content. */
  public ObjectNode json() {
    return json;
  }

  /**
   * Writes it as {@code name.json} into a folder that need not exist yet.
   *
   * @throws IOException when it can't be written
   */
  public void write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".json"), json.toPrettyString() + "\n");
  }

  private ArrayNode array(String member) {
    return (ArrayNode) json.get(member);
  }
}
