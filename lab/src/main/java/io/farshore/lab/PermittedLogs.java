package io.farshore.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.Caller;
import io.farshore.lab.iam.Roles;
import io.farshore.lab.lambda.LogSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Hands on what functions log as far as their roles allow it; the rest is gone without a trace, as
 * it is on AWS. Each log stream is judged once. Thread-safe.
 */
final class PermittedLogs implements LogSink {

  private static final String ACCOUNT = "111122223333";
  private static final List<String> NEEDED = List.of("CreateLogStream", "PutLogEvents");

  private final Roles roles;
  private final Supplier<String> requestIds;
  private final LogSink next;
  private final Map<String, Boolean> judged = new ConcurrentHashMap<>();

  PermittedLogs(Roles roles, Supplier<String> requestIds, LogSink next) {
    this.roles = roles;
    this.requestIds = requestIds;
    this.next = next;
  }

  @Override
  public void accept(Line line) {
    String key = line.region() + line.function() + line.logGroup() + line.stream();
    if (judged.computeIfAbsent(key, each -> isAllowed(line))) {
      next.accept(line);
    }
  }

  private boolean isAllowed(Line line) {
    return NEEDED.stream().allMatch(each -> roles.denial(call(line, each)).isEmpty());
  }

  private ApiCall call(Line line, String operation) {
    String function =
        "arn:aws:lambda:%s:%s:function:%s".formatted(line.region(), ACCOUNT, line.function());
    return new ApiCall(
        Caller.in(line.region(), function),
        line.region(),
        "logs",
        operation,
        JsonNodeFactory.instance
            .objectNode()
            .put("logGroupName", line.logGroup())
            .put("logStreamName", line.stream()),
        requestIds.get());
  }
}
