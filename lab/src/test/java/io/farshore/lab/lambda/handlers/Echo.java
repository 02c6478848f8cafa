package io.farshore.lab.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with what it knows of itself. */
public final class Echo implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final AtomicInteger INVOCATIONS_OF_ALL = new AtomicInteger();

  private final Map<String, String> environment;
  private int invocations;

  /** Takes the environment, as the lab's handlers do. */
  public Echo(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    context.getLogger().log("one\ntwo\n");
    Map<String, Object> answer = new TreeMap<>();
    answer.put("event", event);
    answer.put("environment", environment);
    answer.put("requestId", context.getAwsRequestId());
    answer.put("invokedArn", context.getInvokedFunctionArn());
    answer.put("remaining", context.getRemainingTimeInMillis());
    answer.put("invocations", ++invocations);
    answer.put("ofAll", INVOCATIONS_OF_ALL.incrementAndGet());
    answer.put("ownLoader", getClass().getClassLoader() != ClassLoader.getSystemClassLoader());
    answer.put("seesTheLab", sees("com.fasterxml.jackson.databind.ObjectMapper"));
    return answer;
  }

  private boolean sees(String className) {
    try {
      getClass().getClassLoader().loadClass(className);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
