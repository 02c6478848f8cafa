package io.farshore.command.bench.handler;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/**
 * What a handler in a process of its own is told, and what it logs. Written out, as the process of
 * a baseline has no class of Farshore's but those of this package.
 */
final class ProcessContext implements Context, LambdaLogger {

  private final String requestId;
  private final long remainingMillis;
  private final StringBuilder logged = new StringBuilder();

  ProcessContext(String requestId, long remainingMillis) {
    this.requestId = requestId;
    this.remainingMillis = remainingMillis;
  }

  synchronized String logged() {
    return logged.toString();
  }

  @Override
  public synchronized void log(String message) {
    logged.append(message).append('\n');
  }

  @Override
  public void log(byte[] message) {
    log(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  /** As it was when the event came; handlers ask once, at the start. */
  @Override
  public int getRemainingTimeInMillis() {
    return (int) remainingMillis;
  }

  @Override
  public LambdaLogger getLogger() {
    return this;
  }

  @Override
  public String getLogGroupName() {
    return "";
  }

  @Override
  public String getLogStreamName() {
    return "";
  }

  @Override
  public String getFunctionName() {
    return "";
  }

  @Override
  public String getFunctionVersion() {
    return "";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "";
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
  public int getMemoryLimitInMB() {
    return (int) (Runtime.getRuntime().maxMemory() >> 20);
  }
}
