package io.farshore.verifier.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one Region's stream; the list of shards beside it is optional. */
final class StreamReader {
  private final Path file;
  private final Path shardsFile;
  private final String region;
  private final Map<String, List<String>> parents = new LinkedHashMap<>();
  private final Map<String, List<DumpedRecord>> records = new LinkedHashMap<>();

  StreamReader(Path folder, String region) {
    this.file = folder.resolve(region + ".jsonl");
    this.shardsFile = folder.resolve(region + ".shards.json");
    this.region = region;
  }

  RegionStream read() {
    if (Files.exists(shardsFile)) {
      EvidenceReader.tree(shardsFile, EvidenceReader.bytes(shardsFile)).forEach(this::shard);
    }
    int number = 0;
    for (byte[] line : Lines.of(EvidenceReader.bytes(file))) {
      number++;
      record(number, line);
    }
    return new RegionStream(
        region,
        parents.entrySet().stream()
            .map(
                shard ->
                    new DumpedShard(shard.getKey(), shard.getValue(), records.get(shard.getKey())))
            .toList());
  }

  private void record(int number, byte[] line) {
    try {
      JsonNode node = Json.shared().readTree(line);
      shard(node);
      records
          .get(node.path("shardId").textValue())
          .add(
              new DumpedRecord(
                  new BigInteger(node.required("sequenceNumber").textValue()),
                  node.required("partitionKey").textValue(),
                  Base64.getDecoder().decode(node.required("data").textValue()),
                  Timestamps.read(node.required("approximateArrivalTimestamp")).orElseThrow()));
    } catch (EvidenceUnreadable e) {
      throw e;
    } catch (java.io.IOException | RuntimeException cause) {
      throw new EvidenceUnreadable(
          file,
          "line " + number + " is no record",
          "Each line needs shardId, parentShardIds, sequenceNumber, partitionKey, data (base64) and"
              + " approximateArrivalTimestamp.");
    }
  }

  private void shard(JsonNode node) {
    String shardId = node.path("shardId").textValue();
    if (shardId == null) {
      throw new EvidenceUnreadable(
          shardsFile, "names a shard without shardId", "Each shard needs shardId.");
    }
    if (!parents.containsKey(shardId)) {
      List<String> of = new ArrayList<>();
      node.path("parentShardIds").forEach(parent -> of.add(parent.asText()));
      parents.put(shardId, of);
      records.put(shardId, new ArrayList<>());
    }
  }
}
