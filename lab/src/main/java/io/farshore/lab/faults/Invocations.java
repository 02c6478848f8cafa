package io.farshore.lab.faults;

import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.faults.Fault.FunctionKilled;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The invocations that run, by caller: what {@link FunctionKilled} counts. An execution environment
 * runs one invocation at a time; where a function has several environments their callers must
 * differ, by anything after a {@code #} behind the function's ARN. Thread-safe.
 */
public final class Invocations {

  private final Map<Caller, Invocation> running = new ConcurrentHashMap<>();
  private final Faults faults;

  Invocations(Faults faults) {
    this.faults = faults;
  }

  /**
   * Begins an invocation. Calls of {@code environment} belong to it until the next one begins, so
   * that a killed function stays cut off until then.
   *
   * @param environment whom the function's credentials belong to; its principal is the function's
   *     ARN
   */
  public Invocation begin(Caller environment) {
    Invocation invocation = new Invocation();
    running.put(environment, invocation);
    for (ActiveFault active : faults.kills(environment)) {
      if (((FunctionKilled) active.fault()).calls() == 0 && active.strike()) {
        invocation.kill();
      }
    }
    return invocation;
  }

  boolean isKilled(Caller caller) {
    Invocation invocation = running.get(caller);
    return invocation != null && invocation.isKilled();
  }

  void answered(ApiCall call) {
    List<ActiveFault> kills = faults.kills(call.caller());
    Invocation invocation = running.get(call.caller());
    if (kills.isEmpty() || invocation == null || invocation.isKilled()) {
      return;
    }
    for (ActiveFault active : kills) {
      FunctionKilled fault = (FunctionKilled) active.fault();
      boolean counts =
          fault.operations().isEmpty() || fault.operations().contains(call.operation());
      if (counts && invocation.countAnswered(fault) == fault.calls() && active.strike()) {
        invocation.kill();
      }
    }
  }
}
