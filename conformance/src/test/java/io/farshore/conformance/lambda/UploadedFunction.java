package io.farshore.conformance.lambda;

import static org.awaitility.Awaitility.await;

import io.farshore.conformance.Aws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** A function made of one handler class, uploaded as a zip; gone when the test closes it. */
public final class UploadedFunction implements AutoCloseable {

  private final Aws aws;
  private final String name;

  private UploadedFunction(Aws aws, String name) {
    this.aws = aws;
    this.name = name;
  }

  /** Makes it, and waits until it can be invoked. */
  public static UploadedFunction of(Aws aws, Class<?> handler) {
    return of(aws, handler, request -> {});
  }

  /** The same, with more settings. */
  public static UploadedFunction of(
      Aws aws, Class<?> handler, Consumer<CreateFunctionRequest.Builder> more) {
    return of(aws, handler, Aws.name("function"), more);
  }

  static UploadedFunction of(
      Aws aws, Class<?> handler, String name, Consumer<CreateFunctionRequest.Builder> more) {
    UploadedFunction function = new UploadedFunction(aws, name);
    function
        .lambda()
        .createFunction(
            request -> {
              request
                  .functionName(function.name)
                  .runtime("java17")
                  .handler(handler.getName())
                  .role(aws.role())
                  .timeout(10)
                  .memorySize(512)
                  .code(code -> code.zipFile(zip(handler)));
              more.accept(request);
            });
    function.awaitActive();
    return function;
  }

  /** The class as Lambda takes code: nested classes are not in it. */
  static SdkBytes zip(Class<?> handler) {
    String entry = handler.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream code = handler.getClassLoader().getResourceAsStream(entry);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      code.transferTo(zip);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  private LambdaClient lambda() {
    return aws.lambda(aws.region());
  }

  /** The name that no other function has. */
  public String name() {
    return name;
  }

  /** The ARN without a version. */
  public String arn() {
    return lambda().getFunctionConfiguration(r -> r.functionName(name)).functionArn();
  }

  void awaitActive() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(aws.isReal() ? 1000 : 5))
        .until(
            () -> {
              var now = lambda().getFunctionConfiguration(r -> r.functionName(name));
              return now.state() == State.ACTIVE
                  && now.lastUpdateStatus() == LastUpdateStatus.SUCCESSFUL;
            });
  }

  InvokeResponse invoke(String event) {
    return lambda().invoke(r -> r.functionName(name).payload(SdkBytes.fromUtf8String(event)));
  }

  /** What it has logged so far, oldest first. */
  List<String> log() {
    try {
      return aws
          .logs(aws.region())
          .filterLogEventsPaginator(r -> r.logGroupName("/aws/lambda/" + name))
          .events()
          .stream()
          .map(FilteredLogEvent::message)
          .map(String::stripTrailing)
          .toList();
    } catch (ResourceNotFoundException e) {
      return List.of();
    }
  }

  /** The batches that {@code Batches} has got: what their records say, with blanks between. */
  List<String> batches() {
    return after("BATCH ");
  }

  /** The events that {@code Batches} has got. */
  public List<String> events() {
    return after("EVENT ");
  }

  /** How large the events were that {@code Batches} has got, in characters. */
  List<Integer> sizes() {
    return after("SIZE ").stream().map(Integer::valueOf).toList();
  }

  private List<String> after(String mark) {
    return log().stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  @Override
  public void close() {
    lambda().deleteFunction(r -> r.functionName(name));
  }
}
