package io.farshore.lab.endpoint;

/** The characters that XML 1.0 can hold. */
final class XmlCharacters {

  private static final int SPACE = 0x20;

  private XmlCharacters() {}

  /** The text with a question mark for every character that XML can't hold. */
  static String allowed(String text) {
    if (text.codePoints().allMatch(XmlCharacters::isAllowed)) {
      return text;
    }
    StringBuilder allowed = new StringBuilder(text.length());
    text.codePoints().forEach(each -> allowed.appendCodePoint(isAllowed(each) ? each : '?'));
    return allowed.toString();
  }

  private static boolean isAllowed(int point) {
    return point >= SPACE
        ? point != 0xFFFE && point != 0xFFFF && (point < 0xD800 || point > 0xDFFF)
        : point == '\t' || point == '\n' || point == '\r';
  }
}
