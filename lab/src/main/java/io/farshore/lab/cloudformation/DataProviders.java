package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.core.time.Cause;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.iam.Keys;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Streams, tables and log groups. */
final class DataProviders {

  private static final Set<String> BUSY = Set.of("CREATING", "UPDATING");
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final Calls calls;
  private final GlobalTables tables;
  private final Keys keys;
  private final boolean takesOver;

  /**
   * Over some calls.
   *
   * @param takesOver whether a stream that is there already is the stack's from now on: so it is in
   *     a lab that keeps its state
   */
  DataProviders(Calls calls, GlobalTables tables, Keys keys, boolean takesOver) {
    this.calls = calls;
    this.tables = tables;
    this.keys = keys;
    this.takesOver = takesOver;
  }

  void addTo(Map<String, ResourceProvider> providers) {
    providers.put("AWS::Kinesis::Stream", this::stream);
    providers.put("AWS::DynamoDB::GlobalTable", this::table);
    providers.put("AWS::Logs::LogGroup", this::logGroup);
  }

  private CompletableFuture<Created> stream(Resource resource) {
    String name = resource.name("Name");
    ObjectNode input = Calls.object().put("StreamName", name);
    if (resource.properties().has("ShardCount")) {
      input.set("ShardCount", resource.get("ShardCount"));
    }
    if (resource.properties().has("StreamModeDetails")) {
      input.set("StreamModeDetails", resource.get("StreamModeDetails"));
    }
    String arn = resource.arn("kinesis", "stream/" + name);
    keys.encrypt(arn, resource.get("StreamEncryption").path("KeyId").asText());
    Created created = Created.withArn(name, arn);
    return calls
        .call(resource, "kinesis", "CreateStream", input)
        .thenCompose(done -> whenActive(resource, name))
        .thenCompose(done -> retain(resource, name))
        .thenCompose(done -> encrypt(resource, name))
        .thenApply(done -> created)
        .exceptionally(failure -> takenOver(failure, created));
  }

  private Created takenOver(Throwable failure, Created there) {
    Throwable cause = Cause.of(failure);
    if (takesOver && cause instanceof AwsError e && e.code().equals("ResourceInUseException")) {
      return there;
    }
    throw failure instanceof CompletionException e ? e : new CompletionException(failure);
  }

  /** A stream that is just made, or changed, takes no other change. */
  private CompletableFuture<JsonNode> whenActive(Resource resource, String name) {
    ObjectNode input = Calls.object().put("StreamName", name);
    return calls
        .call(resource, "kinesis", "DescribeStreamSummary", input)
        .thenCompose(
            answer ->
                BUSY.contains(status(answer))
                    ? CompletableFuture.supplyAsync(() -> whenActive(resource, name), LATER)
                        .thenCompose(active -> active)
                    : CompletableFuture.completedFuture(answer));
  }

  private static String status(JsonNode answer) {
    return answer.path("StreamDescriptionSummary").path("StreamStatus").asText();
  }

  private CompletableFuture<?> encrypt(Resource resource, String name) {
    JsonNode encryption = resource.get("StreamEncryption");
    if (!encryption.isObject()) {
      return CompletableFuture.completedFuture(null);
    }
    ObjectNode input = Calls.object().put("StreamName", name);
    input.set("EncryptionType", encryption.path("EncryptionType"));
    input.set("KeyId", encryption.path("KeyId"));
    return calls
        .call(resource, "kinesis", "StartStreamEncryption", input)
        .thenCompose(done -> whenActive(resource, name));
  }

  private CompletableFuture<?> retain(Resource resource, String name) {
    int hours = resource.get("RetentionPeriodHours").asInt(24);
    if (hours <= 24) {
      return CompletableFuture.completedFuture(null);
    }
    return calls.call(
        resource,
        "kinesis",
        "IncreaseStreamRetentionPeriod",
        Calls.object().put("StreamName", name).put("RetentionPeriodHours", hours));
  }

  private CompletableFuture<Created> table(Resource resource) {
    String name = resource.name("TableName");
    refuse(resource, "BillingMode", "PAY_PER_REQUEST");
    ObjectNode input = resource.properties().deepCopy();
    input.put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
    return tables
        .create(input)
        .thenApply(done -> Created.withArn(name, resource.arn("dynamodb", "table/" + name)));
  }

  private static void refuse(Resource resource, String property, String only) {
    String value = resource.get(property).asText(only);
    if (!value.equals(only)) {
      throw new TemplateException(
          "Resources." + resource.logicalId() + ".Properties." + property,
          "the lab has " + only + " only, not " + value);
    }
  }

  private CompletableFuture<Created> logGroup(Resource resource) {
    String name = resource.name("LogGroupName");
    ObjectNode input = Calls.object().put("logGroupName", name);
    String arn = resource.arn("logs", "log-group:" + name);
    Created created = Created.withArn(name, arn + ":*");
    String key = resource.text("KmsKeyId");
    if (!keys.admitsLogs(key, resource.region(), arn)) {
      throw new TemplateException(
          "Resources." + resource.logicalId() + ".Properties.KmsKeyId",
          "The specified KMS key does not exist or is not allowed to be used with Arn '%s'"
              .formatted(arn));
    }
    return calls
        .call(resource, "logs", "CreateLogGroup", input)
        .thenCompose(
            done ->
                resource.properties().has("RetentionInDays")
                    ? calls.call(resource, "logs", "PutRetentionPolicy", retention(resource, name))
                    : CompletableFuture.completedFuture(done))
        .thenApply(done -> created);
  }

  private static ObjectNode retention(Resource resource, String name) {
    ObjectNode input = Calls.object().put("logGroupName", name);
    input.set("retentionInDays", resource.get("RetentionInDays"));
    return input;
  }
}
