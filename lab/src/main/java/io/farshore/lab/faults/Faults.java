package io.farshore.lab.faults;

import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Network;
import io.farshore.lab.faults.Fault.AnswerLost;
import io.farshore.lab.faults.Fault.CallerCut;
import io.farshore.lab.faults.Fault.FunctionKilled;
import io.farshore.lab.faults.Fault.Partition;
import io.farshore.lab.faults.Fault.RecordsRefused;
import io.farshore.lab.faults.Fault.RegionLost;
import io.farshore.lab.faults.Fault.ServiceFails;
import io.farshore.lab.faults.Fault.ServiceSlow;
import io.farshore.lab.faults.Fault.ServiceUnreachable;
import io.farshore.lab.faults.Fault.ShardThrottled;
import io.farshore.lab.faults.Fault.TablesDelayed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * All that is wrong in the lab at this moment, and the way to make it so and to heal it. Calls that
 * are under way when a Region is lost or cut off lose their answers. Thread-safe.
 */
public final class Faults implements RegionState, Network, RecordFaults {

  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  /** Without a number of times: they are states, not events. */
  private static final Set<Class<? extends Fault>> LASTING =
      Set.of(RegionLost.class, Partition.class, CallerCut.class, TablesDelayed.class);

  private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<Void>> returns = new ConcurrentHashMap<>();
  private final Map<Partition, Duration> roundTrips = new ConcurrentHashMap<>();
  private final Invocations invocations = new Invocations(this);
  private int injected;

  /** Makes a fault that lasts until it is healed. One that is there already is left as it is. */
  public void inject(Fault fault) {
    inject(fault, Strikes.ALWAYS);
  }

  /**
   * Makes a fault that strikes a number of times and is then gone.
   *
   * @param times 1 or more: calls, records or invocations, as the fault counts
   * @throws IllegalArgumentException for less, and for a lost Region or a partition, which last
   */
  public void inject(Fault fault, int times) {
    inject(fault, Strikes.of(times));
  }

  /**
   * Makes a fault that strikes as often as it is told to. One that lasts and is there already is
   * left as it is.
   *
   * @return the name by which {@link #heal(String)} knows it
   * @throws IllegalArgumentException for a limit on what lasts: a lost Region, whatever is cut off,
   *     tables that are delayed
   */
  public synchronized String inject(Fault fault, Strikes strikes) {
    if (strikes.isLimited() && LASTING.contains(fault.getClass())) {
      throw new IllegalArgumentException("This fault lasts until it is healed: " + fault);
    }
    Optional<ActiveFault> same = strikes.isLimited() ? Optional.empty() : lasting(fault);
    if (same.isPresent()) {
      return same.get().id();
    }
    if (fault instanceof RegionLost lost) {
      returns.put(lost.region(), new CompletableFuture<>());
    }
    String id = "f" + ++injected;
    active.add(new ActiveFault(id, fault, strikes));
    return id;
  }

  private Optional<ActiveFault> lasting(Fault fault) {
    return active.stream().filter(a -> !a.spent() && a.fault().equals(fault)).findFirst();
  }

  /** Heals a fault. One that is not there is ignored. */
  public void heal(Fault fault) {
    healWhere(each -> each.fault().equals(fault));
  }

  /**
   * Heals the fault of a name.
   *
   * @return false when there is none: healed before, or struck its last time
   */
  public boolean heal(String id) {
    return healWhere(each -> each.id().equals(id));
  }

  /** Heals all faults. Round-trip times stay. */
  public void healAll() {
    healWhere(each -> true);
  }

  /** The faults that are there, oldest first; those that have struck their last time are not. */
  public List<Fault> active() {
    return active.stream().filter(a -> !a.spent()).map(ActiveFault::fault).toList();
  }

  /** The same by the name that each got when it was made. */
  public Map<String, Fault> activeById() {
    Map<String, Fault> byId = new LinkedHashMap<>();
    active.stream().filter(a -> !a.spent()).forEach(a -> byId.put(a.id(), a.fault()));
    return byId;
  }

  /** How much longer a write to a global table takes from one Region to the other. */
  public Duration tableDelay(String from, String to) {
    return active.stream()
        .filter(a -> a.fault() instanceof TablesDelayed)
        .map(a -> (TablesDelayed) a.fault())
        .filter(delayed -> delayed.fromRegion().equals(from) && delayed.toRegion().equals(to))
        .map(TablesDelayed::delay)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Sets the time that a call from one Region to the other and its answer take; zero at first. */
  public void roundTrip(String oneRegion, String otherRegion, Duration time) {
    roundTrips.put(new Partition(oneRegion, otherRegion), time);
  }

  /** The invocations that {@link FunctionKilled} can end. */
  public Invocations invocations() {
    return invocations;
  }

  @Override
  public boolean isLost(String region) {
    return returns.containsKey(region);
  }

  @Override
  public CompletableFuture<Void> whenBack(String region) {
    CompletableFuture<Void> back = returns.get(region);
    return back == null ? CompletableFuture.completedFuture(null) : back.copy();
  }

  /** True while nothing gets from one Region to the other: a partition, or one of them lost. */
  public boolean isCut(String oneRegion, String otherRegion) {
    return isLost(oneRegion)
        || isLost(otherRegion)
        || any(f -> f instanceof Partition p && p.separates(oneRegion, otherRegion));
  }

  @Override
  public boolean reaches(Caller caller, String region) {
    String home = caller.homeRegion().orElse(region);
    boolean there = home.equals(region) ? !isLost(region) : !isCut(home, region);
    return there && !any(fault -> fault instanceof CallerCut cut && cut.cuts(caller, region));
  }

  @Override
  public Duration oneWay(Caller caller, String region) {
    String home = caller.homeRegion().orElse(region);
    return home.equals(region)
        ? Duration.ZERO
        : roundTrips.getOrDefault(new Partition(home, region), Duration.ZERO).dividedBy(2);
  }

  @Override
  public Verdict admit(ApiCall call) {
    if (!reaches(call.caller(), call.region())) {
      return new Verdict.Lost(call.region() + " cannot be reached");
    }
    if (invocations.isKilled(call.caller())) {
      return new Verdict.Lost("The caller was killed");
    }
    Duration latency = Duration.ZERO;
    boolean answerLost = false;
    for (ActiveFault each : active) {
      Fault fault = each.fault();
      if (fault instanceof ServiceUnreachable f && f.scope().covers(call) && strike(each)) {
        return new Verdict.Lost(call.service() + " in " + call.region() + " does not answer");
      } else if (fault instanceof ServiceFails f && f.scope().covers(call) && strike(each)) {
        return new Verdict.Refused(new AwsError(f.code(), f.status(), "The lab was told to fail"));
      } else if (fault instanceof ServiceSlow f && f.scope().covers(call) && strike(each)) {
        latency = latency.plus(f.latency());
      } else if (fault instanceof AnswerLost f && f.scope().covers(call) && strike(each)) {
        answerLost = true;
      }
    }
    return new Verdict.Admitted(latency, answerLost);
  }

  @Override
  public void answered(ApiCall call) {
    invocations.answered(call);
  }

  @Override
  public Optional<String> refuse(
      String region, String stream, String shardId, String partitionKey) {
    for (ActiveFault each : active) {
      if (each.fault() instanceof ShardThrottled f
          && f.equals(new ShardThrottled(region, stream, shardId))
          && strike(each)) {
        return Optional.of(THROTTLED);
      }
      if (each.fault() instanceof RecordsRefused f
          && f.region().equals(region)
          && f.stream().equals(stream)
          && (f.partitionKeys().isEmpty() || f.partitionKeys().contains(partitionKey))
          && each.nthCandidate(f.nth())
          && strike(each)) {
        return Optional.of(f.code());
      }
    }
    return Optional.empty();
  }

  List<ActiveFault> kills(Caller caller) {
    if (active.isEmpty()) {
      return List.of();
    }
    return active.stream()
        .filter(each -> each.fault() instanceof FunctionKilled f && f.kills(caller))
        .toList();
  }

  private boolean strike(ActiveFault fault) {
    boolean struck = fault.strike();
    if (fault.spent()) {
      active.remove(fault);
    }
    return struck;
  }

  private boolean any(Predicate<Fault> condition) {
    return active.stream().anyMatch(each -> condition.test(each.fault()));
  }

  private boolean healWhere(Predicate<ActiveFault> which) {
    List<CompletableFuture<Void>> back = new ArrayList<>();
    boolean any = false;
    synchronized (this) {
      for (ActiveFault each : active) {
        if (which.test(each)) {
          any = true;
          active.remove(each);
          if (each.fault() instanceof RegionLost lost) {
            back.add(returns.remove(lost.region()));
          }
        }
      }
    }
    back.forEach(future -> future.complete(null));
    return any;
  }
}
