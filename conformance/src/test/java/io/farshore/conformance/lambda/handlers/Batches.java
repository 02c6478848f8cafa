package io.farshore.conformance.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs each Kinesis event that it gets, and what the records say. A record that says {@code fail}
 * fails the batch; one that says {@code reject} is reported as a batch item failure; one that says
 * {@code answer X} makes X the whole answer.
 */
public final class Batches implements RequestStreamHandler {

  private static final int LONGEST_LINE = 100_000;
  private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]*)\"");
  private static final Pattern NUMBER = Pattern.compile("\"sequenceNumber\":\"([^\"]*)\"");

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    context.getLogger().log("SIZE " + event.length());
    if (event.length() < LONGEST_LINE) {
      context.getLogger().log("EVENT " + event);
    }
    List<String> data = new ArrayList<>();
    for (String encoded : all(DATA, event)) {
      data.add(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }
    if (event.length() < LONGEST_LINE) {
      context.getLogger().log("BATCH " + String.join(" ", data));
    }
    output.write(answer(data, all(NUMBER, event)).getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(List<String> data, List<String> numbers) {
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i).startsWith("fail")) {
        throw new IllegalStateException("cannot handle " + data.get(i));
      }
      if (data.get(i).startsWith("answer ")) {
        return data.get(i).substring("answer ".length());
      }
      if (data.get(i).startsWith("reject")) {
        failures.add("{\"itemIdentifier\":\"" + numbers.get(i) + "\"}");
      }
    }
    return "{\"batchItemFailures\":[" + String.join(",", failures) + "]}";
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
