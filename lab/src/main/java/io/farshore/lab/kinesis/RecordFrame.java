package io.farshore.lab.kinesis;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/** One record in a file: its length and a checksum before it. */
final class RecordFrame {

  private static final int MAX_BYTES = 16 << 20;
  private static final int FIXED_BYTES = 4 + 4 + 8 + 2 + 2;
  private static final int CHECKED_FROM = 8;

  private RecordFrame() {}

  static void write(GatheringByteChannel file, StoredRecord stored) throws IOException {
    byte[] number = stored.sequenceNumber().getBytes(StandardCharsets.US_ASCII);
    byte[] key = stored.partitionKey().getBytes(StandardCharsets.UTF_8);
    int headBytes = FIXED_BYTES + number.length + key.length;
    ByteBuffer head = ByteBuffer.allocate(headBytes);
    head.putInt(headBytes - CHECKED_FROM + stored.data().length).putInt(0);
    head.putLong(stored.approximateArrivalTimestamp().toEpochMilli());
    head.putShort((short) number.length).put(number).putShort((short) key.length).put(key);
    CRC32 crc = new CRC32();
    crc.update(head.array(), CHECKED_FROM, headBytes - CHECKED_FROM);
    crc.update(stored.data());
    head.putInt(4, (int) crc.getValue()).flip();
    ByteBuffer[] parts = {head, ByteBuffer.wrap(stored.data())};
    while (parts[0].hasRemaining() || parts[1].hasRemaining()) {
      file.write(parts);
    }
  }

  /** The next record; empty at the end, or where no whole record follows. */
  static Optional<StoredRecord> read(DataInputStream in) throws IOException {
    byte[] lengths = in.readNBytes(CHECKED_FROM);
    if (lengths.length < CHECKED_FROM) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(lengths);
    int length = head.getInt();
    if (length < FIXED_BYTES - CHECKED_FROM || length > MAX_BYTES) {
      return Optional.empty();
    }
    byte[] content = in.readNBytes(length);
    CRC32 crc = new CRC32();
    crc.update(content);
    if (content.length < length || (int) crc.getValue() != head.getInt()) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(content);
    Instant arrival = Instant.ofEpochMilli(buffer.getLong());
    String number = text(buffer);
    String key = text(buffer);
    byte[] data = new byte[buffer.remaining()];
    buffer.get(data);
    return Optional.of(new StoredRecord(number, key, data, arrival));
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getShort()];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
