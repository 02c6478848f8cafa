package io.farshore.producer.changelog;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lines of a file as bytes, from any offset. A line ends with {@code \n} or {@code \r\n}, which is
 * no part of it.
 */
final class LineReader implements Closeable {

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
  private final int mostBytes;
  private long offset;

  /**
   * Opens a file at its beginning.
   *
   * @param mostBytes how much of a line is kept; the rest of a longer one is read and dropped
   */
  LineReader(Path path, int mostBytes) throws IOException {
    this.mostBytes = mostBytes;
    this.file = FileChannel.open(path, StandardOpenOption.READ);
  }

  /** Where the next line begins. */
  long offset() {
    return offset;
  }

  void seek(long to) throws IOException {
    long buffered = offset - buffer.position();
    if (to >= buffered && to <= buffered + buffer.limit()) {
      buffer.position((int) (to - buffered));
    } else {
      file.position(to);
      buffer.clear().flip();
    }
    offset = to;
  }

  /**
   * The next line.
   *
   * @param takeUnended whether bytes at the end of the file without a line end are a line; else
   *     they stay unread until their line end has come
   * @return empty at the end of what is there
   */
  Optional<byte[]> next(boolean takeUnended) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    long start = offset;
    while (true) {
      if (!buffer.hasRemaining() && !fill()) {
        return atEnd(line, start, takeUnended);
      }
      int from = buffer.position();
      int to = indexOfLineFeed(from);
      if (to < 0) {
        keep(line, from, buffer.remaining());
        offset += buffer.remaining();
        buffer.position(buffer.limit());
      } else {
        keep(line, from, to - from);
        buffer.position(to + 1);
        offset += to - from + 1;
        return Optional.of(withoutCarriageReturn(line.toByteArray()));
      }
    }
  }

  private Optional<byte[]> atEnd(ByteArrayOutputStream line, long start, boolean takeUnended)
      throws IOException {
    if (line.size() > 0 && takeUnended) {
      return Optional.of(withoutCarriageReturn(line.toByteArray()));
    }
    seek(start);
    return Optional.empty();
  }

  private void keep(ByteArrayOutputStream line, int from, int length) {
    line.write(buffer.array(), from, Math.min(length, mostBytes - line.size()));
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read = file.read(buffer);
    buffer.flip();
    return read > 0;
  }

  private int indexOfLineFeed(int from) {
    byte[] bytes = buffer.array();
    for (int i = from; i < buffer.limit(); i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] withoutCarriageReturn(byte[] line) {
    if (line.length > 0 && line[line.length - 1] == '\r') {
      return Arrays.copyOf(line, line.length - 1);
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
