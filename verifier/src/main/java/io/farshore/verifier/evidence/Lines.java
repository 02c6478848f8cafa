package io.farshore.verifier.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a file into lines as bytes; a line end is one LF, and the last may lack it. */
final class Lines {
  private Lines() {}

  static List<byte[]> of(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
    }
    return lines;
  }
}
