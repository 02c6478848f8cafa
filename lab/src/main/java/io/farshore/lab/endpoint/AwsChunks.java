package io.farshore.lab.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The chunks of {@code aws-chunked}, each with a line before it: its size in hex, a signature. */
final class AwsChunks {

  private static final int HEX = 16;

  private final byte[] bytes;
  private int at;

  private AwsChunks(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] join(byte[] bytes) {
    return new AwsChunks(bytes).join();
  }

  private byte[] join() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int size;
    while ((size = size()) > 0) {
      if (size > bytes.length - at) {
        throw new RequestBody.NotUnpacked("a chunk is too short");
      }
      joined.write(bytes, at, size);
      at += size + 2;
    }
    return joined.toByteArray();
  }

  private int size() {
    int start = at;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    String line =
        new String(
                bytes,
                Math.min(start, bytes.length),
                Math.max(0, at - start),
                StandardCharsets.US_ASCII)
            .strip();
    at++;
    try {
      return Integer.parseInt(line.split(";")[0], HEX);
    } catch (NumberFormatException e) {
      throw new RequestBody.NotUnpacked("no chunks");
    }
  }
}
