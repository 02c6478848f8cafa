package io.farshore.lab.lambda;

import io.farshore.lab.faults.RegionState;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asynchronous invocations: a function that fails is tried twice more, as Lambda does, and none is
 * invoked while its Region is lost.
 */
final class Asynchronously {

  private static final Logger LOG = LoggerFactory.getLogger(Asynchronously.class);
  private static final int ATTEMPTS = 3;
  private static final int PAUSE_SECONDS = 1;

  private Asynchronously() {}

  static void invoke(
      Functions functions,
      String region,
      FunctionName name,
      byte[] event,
      LambdaRuntimeSettings settings,
      RegionState regions) {
    attempt(functions, region, name, event, settings, regions, 1);
  }

  private static void attempt(
      Functions functions,
      String region,
      FunctionName name,
      byte[] event,
      LambdaRuntimeSettings settings,
      RegionState regions,
      int attempt) {
    regions
        .whenBack(region)
        .thenCompose(back -> functions.invoke(region, name, settings.ids().get(), event))
        .whenComplete(
            (result, failure) -> {
              if (failure == null && result.succeeded()) {
                return;
              }
              if (attempt == ATTEMPTS) {
                LOG.warn("{} in {} failed {} times: the event is dropped", name, region, attempt);
                return;
              }
              settings
                  .timers()
                  .schedule(
                      () -> attempt(functions, region, name, event, settings, regions, attempt + 1),
                      PAUSE_SECONDS,
                      TimeUnit.SECONDS);
            });
  }
}
