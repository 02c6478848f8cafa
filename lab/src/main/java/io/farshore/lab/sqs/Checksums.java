package io.farshore.lab.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The MD5 sums by which clients see whether a message came as it was sent. */
final class Checksums {

  private static final int TEXT = 1;
  private static final int BINARY = 2;

  private Checksums() {}

  static String of(String body) {
    return hex(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Of attributes: names in order, each with its type and its value, each with its length. */
  static String ofAttributes(JsonNode attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Map.Entry<String, JsonNode>> sorted =
        attributes.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Map.Entry<String, JsonNode> attribute : sorted) {
        write(out, attribute.getKey().getBytes(StandardCharsets.UTF_8));
        write(out, attribute.getValue().path("DataType").asText().getBytes(StandardCharsets.UTF_8));
        boolean binary = attribute.getValue().has("BinaryValue");
        out.writeByte(binary ? BINARY : TEXT);
        write(out, value(attribute.getValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hex(bytes.toByteArray());
  }

  /** The bytes of an attribute's value. */
  static byte[] value(JsonNode attribute) {
    if (!attribute.has("BinaryValue")) {
      return attribute.path("StringValue").asText().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return attribute.get("BinaryValue").binaryValue();
    } catch (IOException e) {
      throw SqsErrors.invalid("A binary value is not base64");
    }
  }

  /** Of a body, where FIFO queues tell duplicates by content. */
  static String sha256(String body) {
    return digest("SHA-256", body.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String hex(byte[] bytes) {
    return digest("MD5", bytes);
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}
