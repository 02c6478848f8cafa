package io.farshore.conformance.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does what its event says, else answers with the event and what it knows of itself. */
public final class Probe implements RequestHandler<Map<String, Object>, Object> {

  private int invocations;

  @Override
  public Object handleRequest(Map<String, Object> event, Context context) {
    context.getLogger().log("handling " + event.getOrDefault("mark", "an event"));
    Object wish = event.get("do");
    if ("fail".equals(wish)) {
      throw new IllegalStateException("it failed", new IllegalArgumentException("the cause"));
    }
    if ("exhaust".equals(wish)) {
      throw new OutOfMemoryError("Java heap space");
    }
    if ("sleep".equals(wish)) {
      sleep(((Number) event.get("millis")).longValue());
    }
    if ("grow".equals(wish)) {
      return "x".repeat(((Number) event.get("bytes")).intValue());
    }
    Map<String, Object> answer = new TreeMap<>();
    answer.put("event", event);
    answer.put("invocations", ++invocations);
    answer.put("version", context.getFunctionVersion());
    answer.put("arn", context.getInvokedFunctionArn());
    answer.put("requestId", context.getAwsRequestId());
    answer.put("logGroup", context.getLogGroupName());
    answer.put("memory", context.getMemoryLimitInMB());
    answer.put("remaining", context.getRemainingTimeInMillis());
    return answer;
  }

  private static void sleep(long millis) {
    try {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
