package io.farshore.simulator;

import io.farshore.core.stream.Region;
import java.time.Duration;
import java.util.function.Predicate;

/** What goes wrong independently of everything else. */
final class Disasters {

  private final ScriptWriter script;

  Disasters(ScriptWriter script) {
    this.script = script;
  }

  void write() {
    for (int i = 0; i < 3; i++) {
      regions();
      services();
      shards();
    }
    for (int i = 1; i <= script.producers(); i++) {
      producer("p" + i);
    }
    alarms();
    people();
    if (script.strikes(Fault.REGION_GONE)) {
      gone(script.anyTime(), script.region());
    }
    if (script.strikes(Fault.POISON_RECORD)) {
      for (int i = 0; i < 5; i++) {
        int which = script.below(100);
        script.add(
            script.anyTime(),
            Fault.POISON_RECORD,
            "somebody else's record",
            stage -> stage.poison(which));
      }
    }
  }

  private void regions() {
    Region region = script.region();
    int from = script.anyTime();
    int until = from + 1_000 + script.below(60_000);
    if (script.strikes(Fault.REGION_LOST)) {
      script.add(from, Fault.REGION_LOST, region + " is lost", stage -> stage.lose(region));
      script.add(until, region + " comes back", stage -> stage.comeBack(region));
      alarm(from + 3_000 + script.below(10_000), World.other(region), false);
    }
    int cut = script.anyTime();
    int mended = cut + 1_000 + script.below(60_000);
    if (script.strikes(Fault.PARTITION)) {
      partition(cut, mended);
    }
  }

  void partition(int from, int until) {
    script.add(
        from,
        Fault.PARTITION,
        "the Regions do not reach each other",
        stage -> stage.world().outages().partition(true));
    script.add(
        until, "the Regions reach each other", stage -> stage.world().outages().partition(false));
  }

  void gone(int millis, Region region) {
    script.add(
        millis,
        Fault.REGION_GONE,
        region + " is lost for good",
        stage -> stage.loseForGood(region));
  }

  private void services() {
    Region region = script.region();
    int from = script.anyTime();
    int until = from + 1_000 + script.below(90_000);
    if (script.strikes(Fault.TABLES_OUT)) {
      tablesOut(from, until, region);
    }
    Region other = script.region();
    int begin = script.anyTime();
    int end = begin + 1_000 + script.below(60_000);
    if (script.strikes(Fault.STREAM_OUT)) {
      script.add(
          begin,
          Fault.STREAM_OUT,
          "the stream of " + other + " is out",
          stage -> stage.world().outages().streams(other, true));
      script.add(
          end,
          "the stream of " + other + " answers",
          stage -> stage.world().outages().streams(other, false));
    }
  }

  void tablesOut(int from, int until, Region region) {
    script.add(
        from,
        Fault.TABLES_OUT,
        "the tables of " + region + " are out",
        stage -> stage.world().outages().tables(region, true));
    script.add(
        until,
        "the tables of " + region + " answer",
        stage -> stage.world().outages().tables(region, false));
  }

  /** They are out from the moment on at which a function of that Region next answers. */
  void tablesOutBehind(String function, int millis, int time, Region region) {
    script.add(
        millis,
        Fault.TABLES_OUT,
        "the tables of " + region + " are out once " + function + " has answered",
        behind(
            function,
            region,
            Fault.TABLES_OUT,
            stage -> stage.world().outages().tables(region, true)));
    script.add(
        millis + time,
        "the tables of " + region + " answer",
        stage -> stage.world().outages().tables(region, false));
  }

  /** A Region is lost while automatic starts are paused in the other one. */
  void pausedWhileLost(int millis, Region region) {
    Region other = World.other(region);
    script.add(
        millis - 1_000,
        "automatic starts are paused in " + other,
        stage -> stage.pause(other, true));
    script.add(millis, Fault.REGION_LOST, region + " is lost", stage -> stage.lose(region));
    alarm(millis + 4_000, other, false);
    script.add(
        millis + 20_000,
        "automatic starts are resumed in " + other,
        stage -> stage.pause(other, false));
    script.add(millis + 25_000, region + " comes back", stage -> stage.comeBack(region));
  }

  private void shards() {
    if (script.strikes(Fault.SPLIT)) {
      split(script.anyTime(), script.region());
    }
    if (script.strikes(Fault.MERGE)) {
      Region region = script.region();
      script.add(
          script.anyTime(),
          Fault.MERGE,
          "two shards of " + region + " are merged",
          stage -> stage.merge(region));
    }
    if (script.strikes(Fault.MAPPING_STALLED)) {
      stall(script.anyTime(), script.region(), 1_000 + script.below(60_000));
    }
  }

  void split(int millis, Region region) {
    int shard = script.below(100);
    script.add(
        millis,
        Fault.SPLIT,
        "a shard of " + region + " is split",
        stage -> stage.split(region, shard));
  }

  void stall(int millis, Region region, int time) {
    int shard = script.below(100);
    script.add(
        millis,
        Fault.MAPPING_STALLED,
        "a shard of " + region + " is handed out late by " + time + " ms",
        stage -> stage.stall(region, shard, Duration.ofMillis(time)));
  }

  void stallYoungest(int millis, Region region, int time) {
    script.add(
        millis,
        Fault.MAPPING_STALLED,
        "the youngest shard of " + region + " is handed out late by " + time + " ms",
        stage -> stage.stallYoungest(region, Duration.ofMillis(time)));
  }

  void stallAll(int millis, Region region, int time) {
    script.add(
        millis,
        Fault.MAPPING_STALLED,
        "all shards of " + region + " are handed out late by " + time + " ms",
        stage -> stage.stallAll(region, Duration.ofMillis(time)));
  }

  /** The same, from the moment on at which a function of that Region next answers. */
  void stallAllBehind(String function, int millis, int time, Region region) {
    script.add(
        millis,
        Fault.MAPPING_STALLED,
        "all shards of " + region + " are handed out late once " + function + " has answered",
        behind(
            function,
            region,
            Fault.MAPPING_STALLED,
            stage -> stage.stallAll(region, Duration.ofMillis(time))));
  }

  /** It has its effect, and counts, when a function of a Region next answers. */
  private static Predicate<Stage> behind(
      String function, Region region, Fault fault, Predicate<Stage> act) {
    return stage -> {
      stage
          .world()
          .cues()
          .on(
              function + " ends in " + region,
              who -> {
                if (act.test(stage)) {
                  stage.world().weather().count(fault);
                }
              });
      return false;
    };
  }

  void splitYoungest(int millis, Region region) {
    script.add(
        millis,
        Fault.SPLIT,
        "the youngest shard of " + region + " is split",
        stage -> stage.splitYoungest(region));
  }

  void trimLog(int millis, String id) {
    script.add(
        millis,
        Fault.LOG_TRIMMED,
        "the change log of " + id + " is cleaned up",
        stage -> stage.trimLog(id));
  }

  private void producer(String id) {
    int at = script.anyTime();
    int down = script.below(20_000);
    if (script.strikes(Fault.PRODUCER_KILLED)) {
      kill(at, id, down);
    }
    if (script.strikes(Fault.LOG_TRIMMED)) {
      trimLog(script.anyTime(), id);
    }
    int frozenAt = script.anyTime();
    int frozen = script.below(60_000);
    if (script.strikes(Fault.PRODUCER_FROZEN)) {
      freeze(frozenAt, id, frozen);
    }
    int from = script.anyTime();
    int until = from + 1_000 + script.below(60_000);
    Region region = script.region();
    if (script.strikes(Fault.PRODUCER_CUT_OFF)) {
      cutOff(from, until, id, region);
    }
  }

  void kill(int millis, String id, int down) {
    script.add(
        millis,
        Fault.PRODUCER_KILLED,
        id + " is killed, for " + down + " ms",
        stage -> stage.kill(id, Duration.ofMillis(down)));
  }

  void freeze(int millis, String id, int time) {
    script.add(
        millis,
        Fault.PRODUCER_FROZEN,
        id + " stands still for " + time + " ms",
        stage -> stage.freeze(id, Duration.ofMillis(time)));
  }

  void cutOff(int from, int until, String id, Region region) {
    script.add(
        from,
        Fault.PRODUCER_CUT_OFF,
        id + " does not reach " + region,
        stage -> stage.world().outages().cutOff(id, region, true));
    script.add(
        until,
        id + " reaches " + region,
        stage -> stage.world().outages().cutOff(id, region, false));
  }

  private void alarms() {
    if (script.strikes(Fault.FALSE_ALARM)) {
      alarm(script.anyTime(), script.region(), true);
    }
  }

  private void alarm(int millis, Region region, boolean isFalse) {
    int again = script.below(2_000);
    if (isFalse) {
      script.add(
          millis,
          Fault.FALSE_ALARM,
          "an alarm goes off in " + region,
          stage -> stage.machine(region).starts().alarm());
    } else {
      script.add(
          millis,
          "an alarm goes off in " + region,
          stage -> stage.machine(region).starts().alarm());
    }
    if (script.strikes(Fault.ALARM_TWICE)) {
      script.add(
          millis + again,
          Fault.ALARM_TWICE,
          "the alarm in " + region + " comes again",
          stage -> stage.machine(region).starts().alarm());
    }
  }

  private void people() {
    if (script.chance(0.1)) {
      Region region = script.region();
      int from = script.anyTime();
      script.add(
          from, "automatic starts are paused in " + region, stage -> stage.pause(region, true));
      script.add(
          from + script.below(60_000),
          "automatic starts are resumed in " + region,
          stage -> stage.pause(region, false));
    }
  }
}
