package io.farshore.lab.iam;

import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Network;
import java.time.Duration;

/** A network at whose end the roles of callers are looked at. Thread-safe. */
public final class GuardedNetwork implements Network {

  private final Network network;
  private final Roles roles;

  /** Guards what comes over {@code network}. */
  public GuardedNetwork(Network network, Roles roles) {
    this.network = network;
    this.roles = roles;
  }

  @Override
  public boolean reaches(Caller caller, String region) {
    return network.reaches(caller, region);
  }

  @Override
  public Duration oneWay(Caller caller, String region) {
    return network.oneWay(caller, region);
  }

  @Override
  public Verdict admit(ApiCall call) {
    Verdict verdict = network.admit(call);
    if (verdict instanceof Verdict.Admitted) {
      return roles.denial(call).<Verdict>map(Verdict.Refused::new).orElse(verdict);
    }
    return verdict;
  }

  @Override
  public void answered(ApiCall call) {
    network.answered(call);
  }
}
