package io.farshore.functions.replicator;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Decodes a text of a JSON document where it stands in the document's bytes. The JDK's decoder
 * takes many bytes at a time, a JSON parser's one by one.
 */
final class Base64Text {

  private final byte[] document;

  Base64Text(byte[] document) {
    this.document = document;
  }

  /**
   * Decodes the text that the parser stands at, which has not been asked for it yet.
   *
   * @return over an array of its own that it fills
   * @throws IOException when it is not Base64
   */
  ByteBuffer decode(JsonParser json) throws IOException {
    long quote = json.currentTokenLocation().getByteOffset();
    if (quote < 0 || quote >= document.length || document[(int) quote] != '"') {
      return ByteBuffer.wrap(json.getBinaryValue());
    }
    int from = (int) quote + 1;
    int to = from;
    while (to < document.length && document[to] != '"') {
      if (document[to] == '\\') {
        // A slash may be escaped.
        return ByteBuffer.wrap(json.getBinaryValue());
      }
      to++;
    }
    try {
      return Base64.getDecoder().decode(ByteBuffer.wrap(document, from, to - from));
    } catch (IllegalArgumentException e) {
      throw new IOException("not Base64", e);
    }
  }
}
