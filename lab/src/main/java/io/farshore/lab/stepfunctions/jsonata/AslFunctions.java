package io.farshore.lab.stepfunctions.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.core.time.EventLoop;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The functions that Step Functions adds to JSONata, and those of JSONata that would otherwise take
 * the time or chance from the machine: {@code $now $millis $random $shuffle}.
 */
public final class AslFunctions {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> DIGESTS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
  private static final int LARGEST_RANGE = 1_000_000;

  private final EventLoop loop;
  private final RandomGenerator random;
  private final Map<String, JFunction> functions = new LinkedHashMap<>();

  /** Functions on these clocks and this source of chance. */
  public AslFunctions(EventLoop loop, RandomGenerator random) {
    this.loop = loop;
    this.random = random;
    add("partition", this::partition);
    add("range", this::range);
    add("hash", this::hash);
    add("random", this::random);
    add("uuid", args -> uuid().toString());
    add("parse", this::parse);
    add("now", this::now);
    add("millis", args -> loop.wallTime().toEpochMilli());
    add("shuffle", this::shuffle);
  }

  void register(Jsonata expression) {
    functions.forEach(expression::registerFunction);
  }

  /** A version 4 UUID from the injected source of chance. */
  public UUID uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private interface Body {
    Object apply(List<?> args) throws Exception;
  }

  private void add(String name, Body body) {
    functions.put(name, new JFunction((input, args) -> body.apply(args), null));
  }

  private Object partition(List<?> args) {
    if (argument(args, 0) == null) {
      return null;
    }
    int size = integer("partition", args, 1);
    if (size <= 0) {
      throw new IllegalArgumentException("$partition needs a chunk size above 0");
    }
    List<?> items = argument(args, 0) instanceof List<?> list ? list : List.of(argument(args, 0));
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      chunks.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size))));
    }
    return chunks;
  }

  private Object range(List<?> args) {
    long first = integer("range", args, 0);
    long last = integer("range", args, 1);
    long step = integer("range", args, 2);
    if (step == 0 || Math.abs((last - first) / step) >= LARGEST_RANGE) {
      throw new IllegalArgumentException("$range needs a step other than 0, and an end in reach");
    }
    List<Object> numbers = new ArrayList<>();
    for (long n = first; step > 0 ? n <= last : n >= last; n += step) {
      numbers.add(n);
    }
    // A JSONata sequence: one item stands for itself.
    return numbers.size() == 1 ? numbers.get(0) : numbers;
  }

  private Object hash(List<?> args) throws NoSuchAlgorithmException {
    if (!(argument(args, 0) instanceof String text)
        || !(argument(args, 1) instanceof String algorithm)
        || !DIGESTS.contains(algorithm)) {
      throw new IllegalArgumentException("$hash needs a string and one of " + DIGESTS);
    }
    byte[] digest =
        MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private Object random(List<?> args) {
    return argument(args, 0) instanceof Number seed
        ? new SplittableRandom(seed.longValue()).nextDouble()
        : random.nextDouble();
  }

  private Object parse(List<?> args) {
    if (!(argument(args, 0) instanceof String text)) {
      throw new IllegalArgumentException("$parse needs a string");
    }
    try {
      return JsonataValues.fromJson(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("$parse needs a string of valid JSON", e);
    }
  }

  private Object now(List<?> args) {
    return Functions.dateTimeFromMillis(
        loop.wallTime().toEpochMilli(), (String) argument(args, 0), (String) argument(args, 1));
  }

  private Object shuffle(List<?> args) {
    if (!(argument(args, 0) instanceof List<?> list)) {
      return argument(args, 0);
    }
    List<Object> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Object swapped = shuffled.set(i, shuffled.get(j));
      shuffled.set(j, swapped);
    }
    return shuffled;
  }

  private static Object argument(List<?> args, int index) {
    return index < args.size() ? args.get(index) : null;
  }

  private static int integer(String function, List<?> args, int index) {
    if (argument(args, index) instanceof Number number
        && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "$%s needs an integer as argument %d".formatted(function, index + 1));
  }
}
