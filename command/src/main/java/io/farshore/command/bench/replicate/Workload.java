package io.farshore.command.bench.replicate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The keys of a run's records, in the order in which they are written. The same settings give the
 * same. Immutable.
 *
 * @param keys all there are
 * @param order of each record, which key it has
 */
record Workload(List<String> keys, int[] order) {

  private static final int UNIFORM_KEYS = 100_000;

  /**
   * Makes one.
   *
   * @param sample the change log that the hot keys come from
   * @throws IOException when the sample can't be read
   */
  static Workload of(KeyMix mix, int records, long seed, Path sample) throws IOException {
    return switch (mix) {
      case UNIFORM -> uniform(records, new SplittableRandom(seed));
      case HOT -> sideBySide(sampled(sample), records);
      case HOT_ONE_LOG -> again(sampled(sample), records);
      case ONE -> new Workload(List.of("the-one-key"), new int[records]);
    };
  }

  private static Workload uniform(int records, SplittableRandom random) {
    List<String> keys = new ArrayList<>(UNIFORM_KEYS);
    for (int i = 0; i < UNIFORM_KEYS; i++) {
      keys.add("key-" + i);
    }
    return new Workload(keys, random.ints(records, 0, UNIFORM_KEYS).toArray());
  }

  /** Several logs, each played once, and a record of each in turn. */
  private static Workload sideBySide(Workload one, int records) {
    int logs = (records + one.order.length - 1) / one.order.length;
    List<String> keys = new ArrayList<>(logs * one.keys.size());
    for (int log = 0; log < logs; log++) {
      for (String key : one.keys) {
        keys.add("log-" + log + "/" + key);
      }
    }
    int[] order = new int[records];
    for (int i = 0; i < records; i++) {
      order[i] = i % logs * one.keys.size() + one.order[i / logs];
    }
    return new Workload(keys, order);
  }

  private static Workload again(Workload one, int records) {
    int[] order = new int[records];
    for (int i = 0; i < records; i++) {
      order[i] = one.order[i % one.order.length];
    }
    return new Workload(one.keys, order);
  }

  private static Workload sampled(Path sample) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Integer> indexes = new HashMap<>();
    List<String> keys = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (String line : Files.readAllLines(sample)) {
      String key = json.readTree(line).path("key").asText();
      order.add(
          indexes.computeIfAbsent(
              key,
              unseen -> {
                keys.add(unseen);
                return keys.size() - 1;
              }));
    }
    return new Workload(keys, order.stream().mapToInt(Integer::intValue).toArray());
  }

  int records() {
    return order.length;
  }
}
