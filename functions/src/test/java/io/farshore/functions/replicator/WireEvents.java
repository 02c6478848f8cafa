package io.farshore.functions.replicator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The samples in {@code events/}. */
final class WireEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private WireEvents() {}

  static byte[] kinesis(String file) {
    try {
      return Files.readAllBytes(Path.of(System.getProperty("farshore.root"), "events", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a tree, to be changed. */
  static ObjectNode tree(String file) {
    try {
      return (ObjectNode) JSON.readTree(kinesis(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
