package io.farshore.lab.kinesis;

import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import java.util.Map;

/** Streams and consumers by {@code ResourceARN}. */
final class Resources {

  private static final int ARN_LENGTH = 2_048;

  private final Streams streams;

  Resources(Streams streams) {
    this.streams = streams;
  }

  /** What tags can be put on. */
  interface Tagged {

    /** How errors call it. */
    String name();

    Map<String, String> tags();

    void tag(Map<String, String> all);
  }

  Tagged named(ApiCall call) {
    String arn = arn(call);
    return ConsumerArn.parse(arn)
        .map(this::of)
        .orElseGet(() -> of(streams.get(StreamArn.parse(arn, call.region()))));
  }

  static String arn(ApiCall call) {
    return Input.of(call.input()).requiredText("ResourceARN", ARN_LENGTH, Patterns.ANY);
  }

  Tagged of(DataStream stream) {
    return new Tagged() {
      @Override
      public String name() {
        return Errors.lower(stream.arn());
      }

      @Override
      public Map<String, String> tags() {
        return stream.settings().tags();
      }

      @Override
      public void tag(Map<String, String> all) {
        stream.set(settings -> settings.tags(all));
      }
    };
  }

  private Tagged of(ConsumerArn arn) {
    DataStream stream = streams.get(arn.stream());
    Consumer consumer =
        stream
            .consumers()
            .find(arn.name(), streams.now())
            .filter(found -> found.arn().equals(arn))
            .orElseThrow(() -> Errors.noConsumer(arn.toString()));
    return new Tagged() {
      @Override
      public String name() {
        return "consumer " + arn.name() + " under account " + Account.ID;
      }

      @Override
      public Map<String, String> tags() {
        return consumer.tags();
      }

      @Override
      public void tag(Map<String, String> all) {
        stream.consumers().put(consumer.tagged(all));
        stream.save();
      }
    };
  }
}
