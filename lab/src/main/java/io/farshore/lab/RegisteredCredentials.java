package io.farshore.lab;

import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.endpoint.Credentials;
import io.farshore.lab.lambda.FunctionCredentials;

/** Functions are known to the endpoint by access keys of their own. */
record RegisteredCredentials(Credentials credentials) implements FunctionCredentials {

  @Override
  public String register(Caller caller) {
    return credentials.register(caller);
  }

  @Override
  public void revoke(String accessKeyId) {
    credentials.revoke(accessKeyId);
  }
}
