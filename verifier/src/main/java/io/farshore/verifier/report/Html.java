package io.farshore.verifier.report;

import java.util.Locale;

/** Text and numbers for the page. */
final class Html {
  private Html() {}

  /** Everything that comes from outside goes through here. */
  static String text(Object value) {
    String raw = String.valueOf(value);
    StringBuilder out = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Seconds with as many decimals as one reads. */
  static String seconds(Double value) {
    if (value == null) {
      return "–";
    }
    return String.format(Locale.ROOT, value < 10 ? "%.2f s" : "%.1f s", value);
  }

  /** A coordinate. */
  static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
