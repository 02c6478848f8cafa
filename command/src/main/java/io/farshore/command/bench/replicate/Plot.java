package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws runs as SVG: rates as bars over a logarithmic scale; where records were written while they
 * were copied, the worst lag of each second as a line.
 */
final class Plot {

  private static final int WIDTH = 860;
  private static final int LEFT = 290;
  private static final int RIGHT = 110;
  private static final int TOP = 44;
  private static final int BAR = 26;
  private static final int LINE_HEIGHT = 300;
  private static final int LINE_LEFT = 70;
  private static final List<String> COLORS =
      List.of("#0b6e99", "#d9730d", "#0f7b6c", "#ad1a72", "#6940a5", "#64473a");

  private Plot() {}

  /** One picture of all runs. */
  static String of(String title, List<JsonNode> runs) {
    boolean fed = runs.stream().allMatch(run -> run.path("feedPerShard").asDouble() > 0);
    return fed ? lags(title, runs) : rates(title, runs);
  }

  private static String rates(String title, List<JsonNode> runs) {
    int height = TOP + runs.size() * BAR + 40;
    StringBuilder svg = begin(title + ": records a second", height);
    double most = runs.stream().mapToDouble(Plot::rate).max().orElse(1);
    int decades = (int) Math.ceil(Math.log10(Math.max(most, 10)));
    double unit = (double) (WIDTH - LEFT - RIGHT) / decades;
    for (int decade = 0; decade <= decades; decade++) {
      double x = LEFT + decade * unit;
      line(svg, x, TOP, x, height - 30, "#d8d8d8");
      text(svg, x, height - 14, "middle", "%,.0f".formatted(Math.pow(10, decade)));
    }
    for (int i = 0; i < runs.size(); i++) {
      JsonNode run = runs.get(i);
      double y = TOP + i * BAR;
      double width = Math.max(1, Math.log10(Math.max(rate(run), 1)) * unit);
      text(svg, LEFT - 8, y + 16, "end", label(run));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
              LEFT,
              y + 3,
              width,
              BAR - 8,
              color(run)));
      text(svg, LEFT + width + 6, y + 16, "start", RunTables.number(rate(run)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String color(JsonNode run) {
    List<String> names = new ArrayList<>();
    for (Contender each : Contender.values()) {
      names.add(each.toString());
    }
    return COLORS.get(Math.max(0, names.indexOf(run.path("contender").asText())));
  }

  private static String lags(String title, List<JsonNode> runs) {
    int height = TOP + LINE_HEIGHT + 50 + 20 * runs.size();
    StringBuilder svg = begin(title + ": worst lag of each second, ms", height);
    double most = 100;
    double seconds = 1;
    for (JsonNode run : runs) {
      for (JsonNode point : run.path("worstLagBySecond")) {
        most = Math.max(most, point.path(1).asDouble());
        seconds = Math.max(seconds, point.path(0).asDouble());
      }
    }
    double scale = Math.ceil(most / 200) * 200;
    double across = (WIDTH - LINE_LEFT - 30) / seconds;
    double up = LINE_HEIGHT / scale;
    for (int step = 0; step <= 4; step++) {
      double y = TOP + LINE_HEIGHT - step * LINE_HEIGHT / 4.0;
      line(svg, LINE_LEFT, y, WIDTH - 30, y, "#d8d8d8");
      text(svg, LINE_LEFT - 8, y + 4, "end", "%,.0f".formatted(step * scale / 4));
      double x = LINE_LEFT + step * (WIDTH - LINE_LEFT - 30) / 4.0;
      text(svg, x, TOP + LINE_HEIGHT + 18, "middle", "%.0f s".formatted(step * seconds / 4));
    }
    for (int i = 0; i < runs.size(); i++) {
      String color = COLORS.get(i % COLORS.size());
      StringBuilder points = new StringBuilder();
      for (JsonNode point : runs.get(i).path("worstLagBySecond")) {
        points.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                LINE_LEFT + point.path(0).asDouble() * across,
                TOP + LINE_HEIGHT - point.path(1).asDouble() * up));
      }
      svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"").append(color);
      svg.append("\" points=\"").append(points.toString().strip()).append("\"/>\n");
      double y = TOP + LINE_HEIGHT + 40 + i * 20;
      line(svg, LINE_LEFT, y - 4, LINE_LEFT + 24, y - 4, color);
      text(svg, LINE_LEFT + 32, y, "start", label(runs.get(i)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double rate(JsonNode run) {
    return run.path("recordsPerSecond").asDouble();
  }

  private static String label(JsonNode run) {
    int shards = run.path("shards").asInt();
    return "%s, %s, %s, %d %s"
        .formatted(
            run.path("contender").asText(),
            run.path("keys").asText(),
            RunSettings.size(run.path("recordBytes").asInt()),
            shards,
            shards == 1 ? "shard" : "shards");
  }

  private static StringBuilder begin(String title, int height) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(WIDTH);
    svg.append("\" height=\"").append(height);
    svg.append("\" font-family=\"sans-serif\" font-size=\"13\">\n");
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    svg.append("<text x=\"16\" y=\"26\" font-size=\"16\">").append(escaped(title));
    return svg.append("</text>\n");
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String color) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            color));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            escaped(words)));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;");
  }
}
