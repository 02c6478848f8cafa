package io.farshore.lab.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The bytes of a request, as they were before they were packed for the way. */
final class RequestBody {

  private static final int MAX_BYTES = 64 << 20;

  private RequestBody() {}

  /**
   * Undoes {@code Content-Encoding}: gzip, and the chunks of {@code aws-chunked}.
   *
   * @throws NotUnpacked when the bytes are not what the header says
   */
  static byte[] unpacked(Map<String, String> headers, byte[] body) {
    String encoding = headers.getOrDefault("content-encoding", "").replace(" ", "");
    byte[] bytes = body;
    for (String each : encoding.split(",")) {
      if (each.equals("aws-chunked")) {
        bytes = AwsChunks.join(bytes);
      }
    }
    return encoding.contains("gzip") ? gunzip(bytes) : bytes;
  }

  private static byte[] gunzip(byte[] bytes) {
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] all = unpacked.readNBytes(MAX_BYTES);
      if (unpacked.read() >= 0) {
        throw new NotUnpacked("too large");
      }
      return all;
    } catch (IOException e) {
      throw new NotUnpacked("no gzip");
    }
  }

  /** There are too many bytes, or the client went away before the last. */
  static final class TooLarge extends RuntimeException {
    TooLarge(Throwable cause) {
      super("The body can't be read", cause);
    }
  }

  /** The bytes are not what the header says. */
  static final class NotUnpacked extends RuntimeException {
    NotUnpacked(String message) {
      super(message);
    }
  }
}
