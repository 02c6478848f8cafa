package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.lambda.FunctionVersion.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/** A version of a function as Lambda describes it. */
final class FunctionView {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
  private static final String BUSY_REASON = "The function is being created.";
  private static final String BUSY_CODE = "Creating";
  private static final List<String> SETTINGS =
      List.of(
          "Runtime",
          "Role",
          "Handler",
          "Description",
          "Timeout",
          "MemorySize",
          "DeadLetterConfig",
          "Environment",
          "TracingConfig",
          "Architectures",
          "EphemeralStorage",
          "SnapStart",
          "LoggingConfig");

  private FunctionView() {}

  /** Such as {@code 2026-11-21T14:00:00.000+0000}. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** As one entry of a list: without states. */
  static ObjectNode listed(FunctionVersion version, String arn) {
    FunctionConfiguration function = version.configuration();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("FunctionName", function.name());
    answer.put("FunctionArn", arn);
    for (String setting : SETTINGS) {
      if (function.settings().has(setting)) {
        answer.set(setting, function.settings().get(setting).deepCopy());
      }
    }
    answer.put("CodeSize", function.code().size());
    answer.put("CodeSha256", function.code().sha256());
    answer.put("LastModified", time(version.modified()));
    answer.put("Version", function.version());
    answer.put("RevisionId", version.revisionId());
    answer.put("PackageType", "Zip");
    return answer;
  }

  /** With states. */
  static ObjectNode full(FunctionVersion version, String arn) {
    ObjectNode answer = listed(version, arn);
    answer.put("State", version.status() == Status.PENDING ? "Pending" : "Active");
    switch (version.status()) {
      case PENDING -> answer.put("StateReason", BUSY_REASON).put("StateReasonCode", BUSY_CODE);
      case UPDATING ->
          answer
              .put("LastUpdateStatus", "InProgress")
              .put("LastUpdateStatusReason", BUSY_REASON)
              .put("LastUpdateStatusReasonCode", BUSY_CODE);
      case ACTIVE -> answer.put("LastUpdateStatus", "Successful");
      default -> throw new IllegalStateException("Unknown status");
    }
    FunctionConfiguration function = version.configuration();
    answer
        .putObject("RuntimeVersionConfig")
        .put(
            "RuntimeVersionArn",
            "arn:aws:lambda:"
                + function.region()
                + "::runtime:"
                + runtimeVersion(function.runtime()));
    return answer;
  }

  /** Without a qualifier for {@code $LATEST}. */
  static ObjectNode full(FunctionVersion version) {
    FunctionConfiguration function = version.configuration();
    return full(version, function.isLatest() ? function.arn() : function.versionArn());
  }

  /** AWS names a build of a runtime by a hash; the lab's is the JVM that it runs in. */
  private static String runtimeVersion(String runtime) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String build = runtime + " " + Runtime.version();
      return HexFormat.of().formatHex(sha256.digest(build.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
