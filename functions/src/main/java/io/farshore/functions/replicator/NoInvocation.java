package io.farshore.functions.replicator;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** What Lambda says of an invocation, where there is none: a rehearsal. Its log goes nowhere. */
class NoInvocation implements Context {

  private static final int MINUTE_MILLIS = 60_000;
  private static final String NONE = "rehearsal";

  @Override
  public String getAwsRequestId() {
    return NONE;
  }

  @Override
  public String getLogGroupName() {
    return NONE;
  }

  @Override
  public String getLogStreamName() {
    return NONE;
  }

  @Override
  public String getFunctionName() {
    return NONE;
  }

  @Override
  public String getFunctionVersion() {
    return NONE;
  }

  @Override
  public String getInvokedFunctionArn() {
    return NONE;
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return MINUTE_MILLIS;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 0;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {}

      @Override
      public void log(byte[] message) {}
    };
  }
}
