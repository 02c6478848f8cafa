package io.farshore.lab.lambda;

import io.farshore.lab.endpoint.Caller;

/** Credentials of execution environments: by them the endpoint knows who calls. Thread-safe. */
public interface FunctionCredentials {

  /** A new access key id that stands for {@code caller}. */
  String register(Caller caller);

  /** From now on, calls with this access key id are refused. */
  void revoke(String accessKeyId);
}
