package io.farshore.verifier.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One chart over the seconds of the run, as SVG: lines with a legend, and marked moments. */
final class Chart {
  /** Begins the name of a moment that is drawn as a fault. */
  static final String FAULT = "!";

  private static final double WIDTH = 960;
  private static final double LEFT = 52;
  private static final double RIGHT = 14;
  private static final double LABEL_ROW = 14;
  private static final double BOTTOM = 24;

  /** A line; a point is second and value, and a missing value is NaN. */
  record Line(String name, String style, List<double[]> points) {}

  private final String unit;
  private final double height;
  private final double seconds;
  private final double top;
  private final double ceiling;
  private final StringBuilder svg = new StringBuilder();

  Chart(String unit, double plot, List<Line> lines, Map<String, Double> moments) {
    this.unit = unit;
    this.seconds = Math.max(1, highest(lines, 0));
    this.top = round(Math.max(1e-9, highest(lines, 1)));
    StringBuilder labels = new StringBuilder();
    List<Integer> rows = moments(moments, labels);
    this.ceiling = 26 + LABEL_ROW * (1 + rows.stream().mapToInt(row -> row).max().orElse(-1));
    this.height = plot + ceiling + BOTTOM;
    grid();
    Iterator<Integer> row = rows.iterator();
    moments.forEach((name, second) -> moment(name, second, row.next()));
    svg.append(labels);
    lines.forEach(this::line);
    legend(lines);
  }

  String svg(String label) {
    return "<svg viewBox=\"0 0 "
        + Html.at(WIDTH)
        + " "
        + Html.at(height)
        + "\" role=\"img\" aria-label=\""
        + Html.text(label)
        + "\">"
        + svg
        + "</svg>";
  }

  private static double highest(List<Line> lines, int which) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(point -> point[which])
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(1);
  }

  /** The next of a few round numbers, times a power of ten, that halve well. */
  private static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 4, 6, 8, 10}) {
      if (step * power >= value) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private double x(double second) {
    return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds;
  }

  private double y(double value) {
    return height - BOTTOM - (height - ceiling - BOTTOM) * value / top;
  }

  private void grid() {
    for (int i = 0; i <= 2; i++) {
      double value = top * i / 2;
      segment("grid", LEFT, y(value), WIDTH - RIGHT, y(value));
      label("end", LEFT - 8, y(value) + 4, plain(value));
    }
    label("start", 4, 14, unit);
    double step = Math.max(1, round(seconds / 8));
    for (double second = 0; second <= seconds; second += step) {
      label("middle", x(second), height - 6, plain(second) + " s");
    }
  }

  /** Puts each name into the first row where it covers no other; returns the rows. */
  private List<Integer> moments(Map<String, Double> moments, StringBuilder labels) {
    List<Double> freeFrom = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (Map.Entry<String, Double> moment : moments.entrySet()) {
      String name = name(moment.getKey());
      double at = x(moment.getValue());
      double room = 7 * name.length() + 8;
      boolean leftwards = at + room > WIDTH - RIGHT;
      double from = leftwards ? at - room : at;
      int row = 0;
      while (row < freeFrom.size() && freeFrom.get(row) > from) {
        row++;
      }
      if (row == freeFrom.size()) {
        freeFrom.add(0.0);
      }
      freeFrom.set(row, from + room);
      rows.add(row);
      labels.append(
          String.format(
              Locale.ROOT,
              "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
              isFault(moment.getKey()) ? "faulttext" : "momenttext",
              leftwards ? "end" : "start",
              leftwards ? at - 4 : at + 4,
              32 + LABEL_ROW * row,
              Html.text(name)));
    }
    return rows;
  }

  private void moment(String name, double second, int row) {
    double at = x(second);
    segment(
        isFault(name) ? "moment fault" : "moment", at, 23 + LABEL_ROW * row, at, height - BOTTOM);
  }

  private static boolean isFault(String moment) {
    return moment.startsWith(FAULT);
  }

  private static String name(String moment) {
    return isFault(moment) ? moment.substring(FAULT.length()) : moment;
  }

  private void line(Line line) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (double[] point : line.points()) {
      if (Double.isNaN(point[1])) {
        pen = false;
        continue;
      }
      path.append(pen ? 'L' : 'M')
          .append(Html.at(x(point[0])))
          .append(' ')
          .append(Html.at(y(point[1])));
      pen = true;
    }
    svg.append("<path class=\"line ")
        .append(line.style())
        .append("\" d=\"")
        .append(path)
        .append("\"/>");
  }

  private void legend(List<Line> lines) {
    double at = WIDTH - RIGHT;
    for (int i = lines.size() - 1; i >= 0; i--) {
      Line line = lines.get(i);
      label("end", at, 10, line.name());
      at -= 6.4 * line.name().length() + 8;
      svg.append("<path class=\"line key ")
          .append(line.style())
          .append("\" d=\"M")
          .append(Html.at(at - 16))
          .append(" 6L")
          .append(Html.at(at))
          .append(" 6\"/>");
      at -= 34;
    }
  }

  private void segment(String style, double x1, double y1, double x2, double y2) {
    svg.append("<path class=\"")
        .append(style)
        .append("\" d=\"M")
        .append(Html.at(x1))
        .append(' ')
        .append(Html.at(y1))
        .append('L')
        .append(Html.at(x2))
        .append(' ')
        .append(Html.at(y2))
        .append("\"/>");
  }

  private void label(String anchor, double x, double y, String text) {
    svg.append("<text text-anchor=\"")
        .append(anchor)
        .append("\" x=\"")
        .append(Html.at(x))
        .append("\" y=\"")
        .append(Html.at(y))
        .append("\">")
        .append(Html.text(text))
        .append("</text>");
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? Html.number((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
