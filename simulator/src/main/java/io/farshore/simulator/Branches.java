package io.farshore.simulator;

import io.farshore.core.checkpoint.ProducerPhase;
import io.farshore.core.checkpoint.ReplicaUnavailable;
import io.farshore.core.failover.ActivateEpoch;
import io.farshore.core.failover.DrainStatus;
import io.farshore.core.failover.FirstEpoch;
import io.farshore.core.failover.Mode;
import io.farshore.core.failover.Plan;
import io.farshore.core.failover.Refusal.Reason;
import io.farshore.core.failover.Trigger;
import io.farshore.core.failover.VantagePoint;
import io.farshore.core.failover.VerifyActivation;
import io.farshore.core.lease.ControlRecordsDisagree;
import io.farshore.core.lease.Fenced;
import io.farshore.core.replication.CheckpointIsAhead;
import io.farshore.core.replication.EpochIsFencing;
import io.farshore.core.replication.Gap;
import io.farshore.core.replication.NoEpoch;
import io.farshore.core.replication.OutOfTime;
import io.farshore.core.replication.Outcome;
import io.farshore.core.replication.ParentsDrained;
import io.farshore.core.replication.ShardNotListed;
import io.farshore.core.replication.SkipRule;
import io.farshore.core.replication.WatermarkSource;
import io.farshore.core.stream.RegionalStream;
import io.farshore.core.write.NotAcknowledged;
import io.farshore.functions.drain.PrepareSwitchover;
import io.farshore.functions.redirect.RedirectTraffic;
import io.farshore.producer.ProducerListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The branches of the protocol's decisions, taken from its own types: a constant or a permitted
 * class that is added to one of them is demanded of the runs from then on.
 */
final class Branches {

  /** What a batch may fail with, as {@code Replicator.replicate} says. */
  static final List<Class<? extends RuntimeException>> FAILURES_OF_A_BATCH =
      List.of(
          NoEpoch.class,
          EpochIsFencing.class,
          Fenced.class,
          ControlRecordsDisagree.class,
          CheckpointIsAhead.class,
          Gap.class,
          ShardNotListed.class,
          ReplicaUnavailable.class,
          RegionalStream.CallFailed.class,
          OutOfTime.class,
          NotAcknowledged.class);

  /** What no type of the protocol names. */
  private static final List<String> OTHERS =
      List.of(
          "HealthProbe says impaired: true",
          "HealthProbe says impaired: false",
          "CheckDrain says complete: true",
          "CheckDrain says complete: false",
          "OpenEpoch found it activated",
          "watch starts again",
          "watch abandons a drain",
          "batch Copied in part",
          "checkpoint is the shard's first",
          "checkpoint replaces one of an earlier epoch",
          "checkpoint goes on",
          "checkpoint refused by its condition",
          "child entered with watermarks",
          "child entered without watermarks",
          "child entered already",
          "parent retired that was copied",
          "parent retired that was never copied",
          "parent retired already",
          "producer stops: its log no longer reaches back",
          "outcome Stopped");

  private static final String NOT_LOOKED_BEHIND = "the mapping of a drawn run gives no batch up";
  private static final String ANCESTORS_ONLY = "is said of a shard's ancestors only";

  /** What no run can reach, and why. */
  static final Map<String, String> OUT_OF_REACH =
      Map.ofEntries(
          Map.entry("PlanFailover refuses: NotRegistered", "a run has one stream, registered"),
          Map.entry("registration Registered", "a run begins with its first epoch"),
          Map.entry("batch NoEpoch", "a run begins with its first epoch"),
          Map.entry(
              "batch CheckpointIsAhead", "a replica with a checkpoint of an epoch has the epoch"),
          Map.entry("batch ShardNotListed", "the simulated list knows what is handed out"),
          Map.entry(
              "batch NotAcknowledged", "the copy's writer gives nothing up while there is time"),
          Map.entry("parents drained: NO", "the simulated mapping hands children out last"),
          Map.entry("RedirectTraffic says NotConfigured", "a run has a record to redirect"),
          Map.entry("HealthProbe sees standby unknown", "its own look has an answer, or fails"),
          Map.entry("producer STOPPED", "the producers of a run never end"),
          Map.entry("skip rule Whole copies", "it skips all"),
          Map.entry("skip rule Nothing skips", "it copies all"),
          Map.entry("gap: DROPPED", ANCESTORS_ONLY),
          Map.entry("gap: CLOSED_WHILE_OPENING", ANCESTORS_ONLY),
          Map.entry("gap: PASSED_OVER", NOT_LOOKED_BEHIND),
          Map.entry("gap: PASSED_OVER in an ancestor", NOT_LOOKED_BEHIND));

  private final Set<String> demanded = new TreeSet<>(OTHERS);

  private Branches() {
    steps();
    copying();
    each("producer ", ProducerPhase.values(), Enum::name);
    each("producer ", ProducerListener.class.getDeclaredMethods(), Method::getName);
    each("", LedgerCases.values(), LedgerCases::branch);
    each("climate ", Climate.values(), Enum::name);
    for (Network.Service service : Network.Service.values()) {
      Set<Fault> faults = EnumSet.copyOf(Weather.OF_CALLS);
      if (service != Network.Service.STREAM) {
        faults.removeAll(EnumSet.of(Fault.PARTIAL, Fault.LATE_FROM_PRODUCER));
      }
      faults.forEach(fault -> demanded.add(Network.branch(service, fault)));
    }
  }

  /** All that runs must reach together, but for the state machine's own. */
  static Set<String> demanded() {
    return new Branches().demanded;
  }

  private void steps() {
    for (Class<?> plan : Plan.class.getPermittedSubclasses()) {
      demanded.add(
          "PlanFailover says "
              + (plan.equals(Plan.Refused.class) ? "Refuse" : plan.getSimpleName()));
    }
    EnumSet<Reason> prepares = EnumSet.of(Reason.REGION_UNAVAILABLE, Reason.LAG_OVER_LIMIT);
    each("PlanFailover refuses: ", EnumSet.complementOf(prepares).toArray(), Branches::label);
    prepares.add(Reason.EPOCH_UNKNOWN_HERE);
    each("PrepareSwitchover refuses: ", prepares.toArray(), Branches::label);
    each(
        "PrepareSwitchover says ",
        PrepareSwitchover.Status.values(),
        PrepareSwitchover.Status::label);
    each("CheckDrain says ", DrainStatus.class);
    each("OpenEpoch says ", ActivateEpoch.Result.class);
    each("VerifyActivation says ", VerifyActivation.Result.class);
    each("RedirectTraffic says ", RedirectTraffic.Status.values(), RedirectTraffic.Status::label);
    for (String point : List.of("standby", "route53", "producers")) {
      each(
          "HealthProbe sees " + point + " ",
          VantagePoint.Finding.values(),
          VantagePoint.Finding::label);
    }
    each("registration ", FirstEpoch.Result.class);
    each("plan of a ", Mode.values(), Mode::label);
    each("start by ", Trigger.Kind.values(), Trigger.Kind::label);
  }

  private static String label(Object reason) {
    return ((Reason) reason).label();
  }

  private void copying() {
    each("batch ", Outcome.class);
    FAILURES_OF_A_BATCH.forEach(failure -> demanded.add("batch " + failure.getSimpleName()));
    each("parents drained: ", ParentsDrained.values(), Enum::name);
    each("watermarks from ", WatermarkSource.class);
    for (Class<?> rule : SkipRule.class.getPermittedSubclasses()) {
      demanded.add("skip rule " + rule.getSimpleName() + " copies");
      demanded.add("skip rule " + rule.getSimpleName() + " skips");
    }
    for (Gap.Known known : Gap.Known.values()) {
      demanded.add("gap: " + known);
      demanded.add("gap: " + known + " in an ancestor");
    }
  }

  private void each(String prefix, Class<?> sealed) {
    each(prefix, sealed.getPermittedSubclasses(), Class::getSimpleName);
  }

  private <T> void each(String prefix, T[] values, Function<T, String> name) {
    Arrays.stream(values).map(name).forEach(value -> demanded.add(prefix + value));
  }
}
