package io.farshore.verifier.report;

import java.util.List;
import java.util.Map;

/** One chart over the seconds of the run, as SVG: lines with a legend, and marked moments. */
final class Chart {
  private static final double WIDTH = 960;
  private static final double LEFT = 52;
  private static final double RIGHT = 14;
  private static final double TOP = 30;
  private static final double BOTTOM = 24;

  /** A line; a point is second and value, and a missing value is NaN. */
  record Line(String name, String style, List<double[]> points) {}

  private final String unit;
  private final double height;
  private final double seconds;
  private final double top;
  private final StringBuilder svg = new StringBuilder();

  Chart(String unit, double height, List<Line> lines, Map<String, Double> moments) {
    this.unit = unit;
    this.height = height;
    this.seconds = Math.max(1, highest(lines, 0));
    this.top = round(Math.max(1e-9, highest(lines, 1)));
    grid();
    moments(moments);
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

  /** The next of 1, 2, 2.5, 5 times a power of ten. */
  private static double round(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10}) {
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
    return height - BOTTOM - (height - TOP - BOTTOM) * value / top;
  }

  private void grid() {
    for (int i = 0; i <= 2; i++) {
      double value = top * i / 2;
      segment("grid", LEFT, y(value), WIDTH - RIGHT, y(value));
      label("end", LEFT - 8, y(value) + 4, plain(value));
    }
    label("start", 4, TOP - 14, unit);
    double step = Math.max(1, round(seconds / 8));
    for (double second = 0; second <= seconds; second += step) {
      label("middle", x(second), height - 6, plain(second) + " s");
    }
  }

  private void moments(Map<String, Double> moments) {
    double free = 0;
    for (Map.Entry<String, Double> moment : moments.entrySet()) {
      double at = x(moment.getValue());
      boolean fault = moment.getKey().startsWith("!");
      String name = fault ? moment.getKey().substring(1) : moment.getKey();
      segment(fault ? "moment fault" : "moment", at, TOP - 8, at, height - BOTTOM);
      double room = 6.2 * name.length();
      boolean leftwards = at + room > WIDTH - RIGHT;
      if (leftwards || at >= free) {
        svg.append(
            String.format(
                java.util.Locale.ROOT,
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                fault ? "faulttext" : "momenttext",
                leftwards ? "end" : "start",
                leftwards ? at - 4 : at + 4,
                TOP - 1,
                Html.text(name)));
        free = at + room + 10;
      }
    }
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
        : String.format(java.util.Locale.ROOT, "%.1f", value);
  }
}
