package io.farshore.command.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.command.Arguments;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Faults of Regions, of the ways between them, of records and of functions. */
final class OtherFaults {

  private static final String REGION = "REGION";

  private OtherFaults() {}

  @Command(
      name = "region-loss",
      aliases = "region-lost",
      description = "A Region is gone: nothing in it answers, and what runs in it stands still.")
  static final class RegionLoss extends FaultVerb {

    @Parameters(paramLabel = REGION, description = "which one")
    private String region;

    RegionLoss(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return named("RegionLost").put("Region", region);
    }
  }

  @Command(
      name = "partition",
      description = {
        "Two Regions do not reach each other.",
        "Callers outside of AWS (producers, people) reach both."
      })
  static final class Partition extends FaultVerb {

    @Parameters(index = "0", paramLabel = REGION, description = "one")
    private String region;

    @Parameters(index = "1", paramLabel = "OTHER", description = "the other")
    private String other;

    Partition(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return named("Partition").put("Region", region).put("OtherRegion", other);
    }
  }

  @Command(name = "caller-cut", description = "One caller does not reach a Region; all others do.")
  static final class CallerCut extends FaultVerb {

    @Parameters(
        index = "0",
        paramLabel = "CALLER",
        description = "the access key id of a client (AWS_ACCESS_KEY_ID), or a function's name")
    private String caller;

    @Parameters(index = "1", paramLabel = REGION, description = "that it does not reach")
    private String region;

    CallerCut(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return named("CallerCut").put("Caller", caller).put("Region", region);
    }
  }

  @Command(
      name = "tables-delayed",
      description = "Writes to global tables take longer from one Region to another.")
  static final class TablesDelayed extends FaultVerb {

    @Parameters(index = "0", paramLabel = "FROM", description = "where is written")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "where it arrives late")
    private String to;

    @Option(
        names = "--by",
        paramLabel = "TIME",
        required = true,
        description = "how much longer: 500ms, 2s")
    private String by;

    TablesDelayed(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return named("TablesDelayed")
          .put("Region", from)
          .put("OtherRegion", to)
          .put("DelayMillis", millis("--by", by));
    }
  }

  @Command(
      name = "records-refused",
      description = "Some records fail within PutRecords, and the others are written.")
  static final class RecordsRefused extends FaultVerb {

    @Parameters(index = "0", paramLabel = REGION, description = "of the stream")
    private String region;

    @Parameters(index = "1", paramLabel = "STREAM", description = "the stream's name")
    private String stream;

    @Option(
        names = "--keys",
        paramLabel = "KEY",
        split = ",",
        description = "only records with these partition keys")
    private List<String> keys = List.of();

    @Option(
        names = "--every",
        paramLabel = "N",
        description = "refuse one of N; default: ${DEFAULT-VALUE}",
        defaultValue = "1")
    private int nth;

    @Option(
        names = "--error",
        paramLabel = "NAME",
        description = "default: ${DEFAULT-VALUE}",
        defaultValue = "InternalFailure")
    private String code;

    RecordsRefused(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      Arguments.atLeast("--every", nth, 1);
      ObjectNode fault = named("RecordsRefused").put("Region", region).put("Stream", stream);
      keys.forEach(key -> fault.withArray("PartitionKeys").add(key));
      return fault.put("Nth", nth).put("Code", code);
    }
  }

  @Command(name = "shard-throttled", description = "A shard takes no records.")
  static final class ShardThrottled extends FaultVerb {

    @Parameters(index = "0", paramLabel = REGION, description = "of the stream")
    private String region;

    @Parameters(index = "1", paramLabel = "STREAM", description = "the stream's name")
    private String stream;

    @Parameters(index = "2", paramLabel = "SHARD", description = "such as shardId-000000000000")
    private String shard;

    ShardThrottled(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      return named("ShardThrottled")
          .put("Region", region)
          .put("Stream", stream)
          .put("ShardId", shard);
    }
  }

  @Command(
      name = "function-killed",
      description = "A function's environment dies in the middle of an invocation.")
  static final class FunctionKilled extends FaultVerb {

    @Parameters(index = "0", paramLabel = REGION, description = "of the function")
    private String region;

    @Parameters(index = "1", paramLabel = "FUNCTION", description = "its name")
    private String function;

    @Option(
        names = "--after",
        paramLabel = "N",
        description = "calls that it has had answers to; default: ${DEFAULT-VALUE}",
        defaultValue = "0")
    private int calls;

    @Option(
        names = "--operations",
        paramLabel = "NAME",
        split = ",",
        description = "count these only, such as PutRecords")
    private List<String> operations = List.of();

    @Option(
        names = "--times",
        paramLabel = "N",
        description = "how many invocations; default: ${DEFAULT-VALUE}",
        defaultValue = "1")
    private int times;

    FunctionKilled(Map<String, String> environment) {
      super(environment);
    }

    @Override
    ObjectNode fault() {
      ObjectNode fault = named("FunctionKilled").put("Region", region).put("Function", function);
      operations.forEach(operation -> fault.withArray("Operations").add(operation));
      return fault.put("Calls", calls);
    }

    @Override
    void limit(ObjectNode request) {
      Arguments.atLeast("--times", times, 1);
      request.put("Times", times);
    }
  }
}
