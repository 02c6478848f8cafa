package io.farshore.simulator;

import io.farshore.core.stream.Region;

/** What is rare because several things must come together: here they do, as the climate has it. */
final class Combinations {

  private final ScriptWriter script;
  private final Disasters disasters;

  Combinations(ScriptWriter script) {
    this.script = script;
    this.disasters = new Disasters(script);
  }

  void write() {
    switch (script.setting().climate()) {
      case HALF_FENCES -> halfFences();
      case SLEEPERS -> sleepers();
      case RESTARTS -> restarts();
      case DRAINS -> drains();
      case LINK -> link();
      case RESHARDING -> resharding();
      case OUTAGES -> outages();
      case SHORT_MEMORY -> shortMemory();
      case SHORT_LOGS -> shortLogs();
      case LATE_REQUESTS -> lateRequests();
      case STALE_LEDGER -> staleLedger();
      default -> {
        // What is drawn independently will do.
      }
    }
  }

  /**
   * The standby fences and its execution dies; the active Region's records are handed out slowly
   * meanwhile, and then it goes on itself.
   */
  private void halfFences() {
    int time = 4_000 + script.below(15_000);
    Region from = script.chance(0.8) ? World.EAST : World.OHIO;
    Region to = World.other(from);
    script.move(time, to, "failover");
    disasters.stall(time - script.below(5_000), from, 2_000 + script.below(5_000));
    for (int i = 0; i < 3; i++) {
      int stalled = time + 800 + script.below(3_000);
      disasters.stall(stalled, from, 3_000 + script.below(50_000));
    }
    if (script.has(Fault.EXECUTION_STOPPED) || script.chance(0.8)) {
      script.stop(time + 400 + script.below(4_500), to);
    }
    if (script.strikes(Fault.SPLIT)) {
      disasters.split(time + script.below(8_000), from);
    }
    script.move(time + 1_500 + script.below(12_000), from, "failover");
  }

  /** A producer misses one flip, or two. */
  private void sleepers() {
    String id = script.anyProducer();
    int time = 5_000 + script.below(20_000);
    if (script.chance(0.5)) {
      disasters.freeze(time, id, 10_000 + script.below(60_000));
    } else {
      int until = time + 5_000 + script.below(50_000);
      World.REGIONS.forEach(region -> disasters.cutOff(time, until, id, region));
    }
    script.move(time + 500 + script.below(4_000), World.OHIO, "failover");
    script.move(time + 7_000 + script.below(20_000), World.EAST, "failover");
  }

  /** A producer dies while an epoch is made, or just after it followed one. */
  private void restarts() {
    for (int i = 0; i < 3; i++) {
      int time = script.anyTime();
      Region target = script.region();
      script.move(time, target, script.chance(0.3) ? "switchover" : "failover");
      disasters.kill(time + script.below(14_000), script.anyProducer(), 50 + script.below(8_000));
      if (script.chance(0.5)) {
        disasters.partition(time - script.below(2_000), time + 5_000 + script.below(20_000));
      }
    }
  }

  /** A Region dies in the middle of a drain, or a producer does. */
  private void drains() {
    int time = script.anyTime() / 2;
    Region target = script.chance(0.7) ? World.OHIO : World.EAST;
    script.move(time, target, "switchover");
    if (script.chance(0.3)) {
      script.move(time + 200 + script.below(3_000), target, "abandon");
    }
    if (script.has(Fault.REGION_GONE) && script.chance(0.5)) {
      disasters.gone(time + 200 + script.below(4_000), target);
    }
    if (script.chance(0.5)) {
      script.move(time + 10_000 + script.below(30_000), World.other(target), "switchover");
    }
    script.move(time + 20_000 + script.below(30_000), script.region(), "resync");
  }

  /** The standby takes over, and is gone before the other Region hears of it. */
  private void link() {
    int time = 3_000 + script.anyTime() / 2;
    if (script.chance(0.6)) {
      disasters.partition(time - script.below(3_000), time + 30_000 + script.below(30_000));
      script.move(time, World.OHIO, "failover");
      if (script.has(Fault.REGION_GONE)) {
        disasters.gone(time + 6_000 + script.below(12_000), World.OHIO);
      }
    }
  }

  /** Shards change while an epoch changes. */
  private void resharding() {
    int time = script.anyTime() / 2;
    Region target = script.region();
    disasters.split(time - 2_000 + script.below(10_000), World.EAST);
    disasters.split(time - 2_000 + script.below(10_000), World.OHIO);
    script.move(time, target, script.chance(0.5) ? "resync" : "failover");
    disasters.stall(time + script.below(5_000), target, 2_000 + script.below(30_000));
    script.move(time + 8_000 + script.below(10_000), target, "resync");
    if (script.chance(0.5)) {
      closedWhileOpening(time + 20_000, target, 15_000);
      script.move(time + 29_000 + script.below(4_000), World.other(target), "failover");
    }
  }

  /** Nothing of the children of a shard that closes while an epoch is opened is copied for long. */
  private void closedWhileOpening(int time, Region target, int away) {
    script.move(time, target, "failover");
    disasters.stallAllBehind("OpenEpoch", time, away, target);
  }

  /** The copy is away for longer than records are kept, and shards have split before. */
  private void shortMemory() {
    int time = 2_000 + script.below(4_000);
    int away = (int) script.setting().retention().toMillis() + 12_000;
    int again = time + 1_000 + script.below(3_000);
    switch (script.below(3)) {
      case 0 -> {
        disasters.split(time, World.EAST);
        disasters.stallAll(time + 10, World.EAST, away);
        disasters.splitYoungest(again, World.EAST);
      }
      case 1 -> {
        disasters.split(time, World.EAST);
        disasters.stallYoungest(time + 10, World.EAST, away + 5_000);
        disasters.splitYoungest(again + 2_000, World.EAST);
      }
      default -> closedWhileOpening(time, World.OHIO, away);
    }
  }

  /** A log is cleaned up while the copy is behind, and then the standby takes over. */
  private void shortLogs() {
    int time = 6_000 + script.anyTime() / 2;
    Region from = script.region();
    disasters.stall(time - 2_000 - script.below(4_000), from, 6_000 + script.below(20_000));
    disasters.trimLog(time - script.below(2_000), script.anyProducer());
    script.move(time, World.other(from), "failover");
  }

  /**
   * The standby fences and dies, the Region that was active opens the next epoch; requests of the
   * one before are still on their way, and producers are slow to write their records again.
   */
  private void lateRequests() {
    int time = 6_000 + script.below(15_000);
    for (int i = 0; i < 3; i++) {
      disasters.stall(time - 2_000 - script.below(3_000), World.EAST, 12_000);
    }
    script.move(time, World.OHIO, "failover");
    script.stop(time + 400 + script.below(4_000), World.OHIO);
    script.move(time + 1_500 + script.below(3_000), World.EAST, "failover");
    disasters.freeze(time + 1_200 + script.below(2_000), "p1", 5_000 + script.below(15_000));
  }

  /** The children that must count are on their way to the replica that the next epoch reads. */
  private void staleLedger() {
    for (int i = 0; i < 4; i++) {
      int time = 5_000 + i * 35_000 + script.below(5_000);
      disasters.split(time, World.EAST);
      disasters.stallYoungest(time + 10, World.EAST, 12_000);
      int fence = time + 2_500 + script.below(4_000);
      script.move(fence, World.OHIO, "failover");
      script.stop(fence + 300 + script.below(3_000), World.OHIO);
      script.move(fence + 1_200 + script.below(2_000), World.EAST, "failover");
    }
  }

  /** The tables of the Region that is to be activated are out, from some step on, for long. */
  private void outages() {
    Region region = script.region();
    int time = 5_000 + script.below(40_000);
    int out = time;
    switch (script.below(8)) {
      case 0 -> {
        String of = script.chance(0.5) ? "switchover" : "failover";
        script.add(time, "dry run of a " + of, stage -> stage.machine(region).starts().dryRun(of));
        out += 20 + script.below(60);
      }
      case 1 -> {
        script.move(time, region, "switchover");
        out += 20 + script.below(2_000);
      }
      case 2, 6, 7 -> {
        script.move(time - 400, region, "switchover");
        disasters.tablesOutBehind("PlanFailover", time, 240_000, region);
        script.move(time + 1, region, "failover");
        out += 230_000;
      }
      case 3 -> {
        script.move(time, region, "failover");
        out += 20 + script.below(40);
      }
      default -> {
        script.move(time, region, "failover");
        out += 5_020 + script.below(60);
      }
    }
    disasters.tablesOut(out, out + 40_000 + script.below(220_000), region);
    if (script.chance(0.4)) {
      disasters.pausedWhileLost(60_000 + script.below(60_000), script.region());
    }
  }
}
