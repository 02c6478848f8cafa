package io.farshore.command.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.checkpoint.ProducerReport;
import io.farshore.core.checkpoint.Watermark;
import io.farshore.core.epoch.Epoch;
import io.farshore.core.epoch.StreamSettings;
import io.farshore.core.failover.ProducerStanding;
import io.farshore.core.failover.ShardLag;
import io.farshore.core.failover.Standing;
import io.farshore.core.stream.ProducerId;
import io.farshore.core.stream.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The status of a stream for machines; {@code docs/commands.md} describes it. Pure. */
final class StatusJson {

  private final Overview overview;

  /** Of a stream that is registered. */
  StatusJson(Overview overview) {
    this.overview = overview;
  }

  ObjectNode json() {
    Epoch inForce = overview.inForce().orElseThrow();
    ObjectNode json = object();
    json.put("stream", overview.stream().value());
    json.put("at", overview.now().toString());
    json.put("activeRegion", inForce.activeRegion().name());
    json.put("standbyRegion", overview.standby().orElseThrow().name());
    json.set("epoch", epoch(inForce));
    overview.epochs().draining().ifPresent(draining -> json.set("draining", epoch(draining)));
    overview.standing().ifPresent(standing -> json.set("standby", standing(standing)));
    ArrayNode regions = json.putArray("regions");
    overview.looks().forEach(look -> regions.add(region(look)));
    ArrayNode running = json.putArray("running");
    overview.running().forEach(one -> running.add(running(one)));
    ArrayNode history = json.putArray("history");
    overview.history().stream().limit(10).map(HistoryJson::of).forEach(history::add);
    json.put("next", new NextStep(overview).line());
    return json;
  }

  private static ObjectNode epoch(Epoch epoch) {
    ObjectNode json = object();
    json.put("number", epoch.number());
    json.put("region", epoch.activeRegion().name());
    json.put("phase", epoch.phase().name());
    put(json, "createdAt", Optional.of(epoch.createdAt()));
    put(json, "fencedAt", epoch.fencedAt());
    put(json, "activatedAt", epoch.activatedAt());
    put(json, "deadline", epoch.deadline());
    json.put("startedBy", epoch.startedBy());
    epoch.reason().ifPresent(reason -> json.put("reason", reason));
    return json;
  }

  private static ObjectNode standing(Standing standing) {
    ObjectNode json = object();
    seconds(json, "watermarkAgeSeconds", standing.watermarkAge(NextStep.SILENCE));
    boolean told = !standing.producers().isEmpty();
    seconds(json, "exposureSeconds", standing.exposure().filter(time -> told));
    OptionalLong changes = StatusText.exposedChanges(standing);
    if (told && changes.isPresent()) {
      json.put("exposedChanges", changes.getAsLong());
    }
    ArrayNode shards = json.putArray("shards");
    for (ShardLag shard : standing.shards()) {
      ObjectNode one = shards.addObject().put("shardId", shard.shardId());
      seconds(one, "lagSeconds", shard.lag());
    }
    ArrayNode producers = json.putArray("producers");
    standing.producers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> producers.add(producer(entry.getKey(), entry.getValue())));
    return json;
  }

  private static ObjectNode producer(ProducerId id, ProducerStanding found) {
    ObjectNode json = object().put("producer", id.value());
    Watermark watermark = found.watermark();
    ObjectNode low = json.putObject("watermark");
    put(low, "commitTimestamp", watermark.commitTimestamp());
    watermark.position().ifPresent(position -> low.put("position", position));
    put(json, "copiedUntil", found.copiedUntil());
    seconds(json, "exposureSeconds", found.exposure());
    found.report().ifPresent(report -> report(json, report));
    return json;
  }

  private static void report(ObjectNode json, ProducerReport report) {
    json.put("phase", report.phase().name());
    json.put("epoch", report.epoch().number());
    put(json, "reportedAt", Optional.of(report.reportedAt()));
    json.put("acknowledged", report.acknowledged());
    ArrayNode reaches = json.putArray("reaches");
    report.reaches().stream().map(Region::name).sorted().forEach(reaches::add);
  }

  private ObjectNode region(RegionLook look) {
    ObjectNode json = object().put("region", look.region().name());
    json.put("answers", look.answers());
    look.tables().trouble().ifPresent(trouble -> json.put("trouble", trouble.text()));
    look.epochs()
        .flatMap(epochs -> epochs.inForce())
        .ifPresent(epoch -> json.set("inForce", epoch(epoch)));
    look.tables().value().ifPresent(tables -> settings(json, tables.settings()));
    look.machine()
        .value()
        .ifPresent(
            machine -> {
              json.put("stateMachineArn", machine.arn());
              machine.automatic().ifPresent(on -> json.put("automaticFailover", on));
            });
    return json;
  }

  private void settings(ObjectNode json, StreamSettings settings) {
    ObjectNode paused = json.putObject("pause");
    paused.put("paused", settings.isPausedAt(overview.now()));
    if (settings.isPausedAt(overview.now())) {
      settings.pausedBy().ifPresent(by -> paused.put("by", by));
      settings.pausedReason().ifPresent(reason -> paused.put("reason", reason));
      put(paused, "until", settings.pausedUntil());
    }
  }

  private static ObjectNode running(Machine.Running running) {
    Run run = running.run();
    ObjectNode json = object();
    json.put("execution", run.name());
    json.put("executionArn", run.arn());
    json.put("region", run.region().name());
    json.put("mode", run.mode());
    put(json, "startedAt", Optional.of(run.startedAt()));
    running
        .approval()
        .ifPresent(
            approval -> {
              ObjectNode asked = json.putObject("approval");
              put(asked, "askedAt", Optional.of(approval.askedAt()));
              put(asked, "until", approval.until());
            });
    running
        .at()
        .ifPresent(
            visit -> {
              json.put("state", visit.state());
              put(json, "stateEnteredAt", Optional.of(visit.enteredAt()));
            });
    return json;
  }

  static void put(ObjectNode json, String name, Optional<Instant> at) {
    at.ifPresent(instant -> json.put(name, instant.toString()));
  }

  private static void seconds(ObjectNode json, String name, Optional<Duration> time) {
    time.ifPresent(length -> json.put(name, length.toMillis() / 1000.0));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
