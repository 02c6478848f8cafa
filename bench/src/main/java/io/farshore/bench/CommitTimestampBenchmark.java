package io.farshore.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.core.commit.CommitTimestamp;
import io.farshore.core.commit.CommitTimestampReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading one change's commit timestamp. */
@State(Scope.Thread)
public class CommitTimestampBenchmark {

  /** Small: as in samples/. Large: 1 KB, with the timestamp after its images, as Debezium's. */
  @Param({"small", "large"})
  String change;

  private final ObjectMapper tree = new ObjectMapper();
  private CommitTimestampReader reader;
  private String pointer;
  private ByteBuffer data;

  /** Makes the change. */
  @Setup
  public void make() {
    String image = "\"field\":\"" + "x".repeat(40) + "\",";
    boolean small = change.equals("small");
    String json =
        small
            ? "{\"key\":\"patroni/ha.py\",\"op\":\"u\",\"commitTimestamp\":\"2015-03-16T06:16:48Z\","
                + "\"transaction\":\"37498833283a\",\"position\":17}"
            : "{\"payload\":{\"before\":{"
                + image.repeat(9)
                + "\"id\":1},\"after\":{"
                + image.repeat(9)
                + "\"id\":1},\"source\":{\"name\":\"db\",\"ts_ms\":1767225604000},\"op\":\"u\"}}";
    pointer = small ? "/commitTimestamp" : "/payload/source/ts_ms";
    reader = CommitTimestampReader.at(pointer);
    data = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Token by token, up to the pointer. */
  @Benchmark
  public CommitTimestamp read() {
    return reader.read(data);
  }

  /** By a JSON tree, for comparison; without making an instant of it. */
  @Benchmark
  public String readByTree() throws IOException {
    return tree.readTree(data.array()).at(pointer).asText();
  }
}
