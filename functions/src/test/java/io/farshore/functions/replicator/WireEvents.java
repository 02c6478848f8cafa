package io.farshore.functions.replicator;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The samples in {@code events/}, through the serialization of Lambda's Java runtime. */
final class WireEvents {

  private WireEvents() {}

  static KinesisEvent kinesis(String file) {
    Path sample = Path.of(System.getProperty("farshore.root"), "events", file);
    try {
      return parse(Files.readString(sample));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KinesisEvent parse(String json) {
    return LambdaEventSerializers.serializerFor(
            KinesisEvent.class, WireEvents.class.getClassLoader())
        .fromJson(json);
  }

  static String answer(StreamsEventResponse response) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    JacksonFactory.getInstance().getSerializer(StreamsEventResponse.class).toJson(response, json);
    return json.toString(StandardCharsets.UTF_8);
  }
}
