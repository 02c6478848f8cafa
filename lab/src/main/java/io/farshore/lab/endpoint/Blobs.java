package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.util.Base64;

/** Blobs, which in JSON are base64 text. */
final class Blobs {

  private static final int GROUP = 4;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Blobs() {}

  /**
   * The bytes of a blob.
   *
   * @param kind of value, for the error
   * @throws AwsError {@code SerializationException} when it is none
   */
  static JsonNode of(JsonNode node, String kind) {
    if (node.isBinary()) {
      return node;
    }
    if (!node.isTextual()) {
      throw InputTypes.error(kind + " can not be converted to a Blob");
    }
    String text = node.textValue();
    try {
      if (text.length() % GROUP == 0 && endsClean(text)) {
        return BinaryNode.valueOf(Base64.getDecoder().decode(text));
      }
    } catch (IllegalArgumentException ignored) {
      // Answered below, in AWS's words.
    }
    throw InputTypes.error("'" + text + "' can not be converted to a Blob: " + reason(text));
  }

  /** True when no bits are left over behind the last byte. */
  private static boolean endsClean(String text) {
    if (!text.endsWith("=")) {
      return true;
    }
    boolean two = text.endsWith("==");
    int last = ALPHABET.indexOf(text.charAt(text.length() - (two ? 3 : 2)));
    return (last & (two ? 0xF : 0x3)) == 0;
  }

  private static String reason(String text) {
    if (text.length() % GROUP != 0) {
      return "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length();
    }
    int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
    for (int i = 0; i < text.length() - padding; i++) {
      if (ALPHABET.indexOf(text.charAt(i)) < 0) {
        return "Invalid Base64 character: '" + text.charAt(i) + "'";
      }
    }
    return "Invalid last non-pad Base64 character dectected";
  }
}
