package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.lambda.FunctionVersion.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The operations that make, change, list and remove functions. */
final class FunctionApi {

  private static final int LONGEST_NAME = 64;
  private static final int MOST_TAGS = 50;
  private static final int NO_CONTENT = 204;

  private final Functions functions;

  FunctionApi(Functions functions) {
    this.functions = functions;
  }

  JsonNode call(ApiCall call) {
    return switch (call.operation()) {
      case "CreateFunction" -> create(call);
      case "GetFunction" -> get(call);
      case "GetFunctionConfiguration" -> configuration(call);
      case "ListFunctions" -> list(call);
      case "UpdateFunctionCode" -> updateCode(call);
      case "UpdateFunctionConfiguration" -> updateConfiguration(call);
      case "DeleteFunction" -> delete(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  /** What a call names, by {@code FunctionName} and {@code Qualifier}. */
  static FunctionName name(ApiCall call) {
    JsonNode input = call.input();
    return FunctionName.parse(
        call.region(),
        input.path("FunctionName").asText(),
        Optional.ofNullable(input.path("Qualifier").textValue()));
  }

  /** As on AWS; beside {@code Code.ZipFile}, {@code Code.JarPath} names a local file. */
  private JsonNode create(ApiCall call) {
    JsonNode input = call.input();
    String name = name(call).name();
    if (name.length() > LONGEST_NAME) {
      throw LambdaErrors.invalid(
          "1 validation error detected: Value '"
              + name
              + "' at 'functionName' failed to satisfy constraint: Member must have length less"
              + " than or equal to 64");
    }
    ObjectNode settings = FunctionInput.created(input, name);
    Map<String, String> tags = tags(input.path("Tags"));
    if (functions.find(call.region(), name).isPresent()) {
      throw LambdaErrors.conflict("Function already exist: " + name);
    }
    FunctionPackage code = code(input.path("Code"));
    FunctionConfiguration configuration =
        new FunctionConfiguration(
            call.region(), name, FunctionConfiguration.LATEST, code, settings);
    LambdaFunction function = functions.create(configuration, reserved(input));
    synchronized (function) {
      function.tags().putAll(tags);
    }
    FunctionVersion made =
        input.path("Publish").asBoolean()
            ? function.publish(Optional.empty(), Status.PENDING)
            : function.latest();
    functions.activateSoon(function);
    return FunctionView.full(made, function.arn());
  }

  private static OptionalInt reserved(JsonNode input) {
    return input.has("ReservedConcurrentExecutions")
        ? OptionalInt.of(input.get("ReservedConcurrentExecutions").asInt())
        : OptionalInt.empty();
  }

  /** As a map, or as CloudFormation's list of {@code Key} and {@code Value}. */
  private static Map<String, String> tags(JsonNode input) {
    Map<String, String> tags = new HashMap<>();
    for (var tag : input.properties()) {
      tags.put(tag.getKey(), tag.getValue().asText());
    }
    if (tags.size() > MOST_TAGS) {
      throw LambdaErrors.invalid("Number of tags exceeds resource tag limit.");
    }
    return tags;
  }

  private FunctionPackage code(JsonNode code) {
    if (code.hasNonNull("JarPath")) {
      return functions.codes().local(Path.of(code.get("JarPath").asText()));
    }
    if (code.hasNonNull("ZipFile")) {
      return functions.codes().upload(bytes(code.get("ZipFile")));
    }
    if (code.hasNonNull("S3Bucket")) {
      throw LambdaErrors.invalid("The lab has no S3: give the code as ZipFile");
    }
    if (code.hasNonNull("ImageUri")) {
      throw LambdaErrors.invalid("The lab runs no container images: give the code as ZipFile");
    }
    throw LambdaErrors.invalid("Please provide a source for function code.");
  }

  private static byte[] bytes(JsonNode blob) {
    try {
      return blob.binaryValue();
    } catch (IOException e) {
      throw LambdaErrors.invalid(
          "Could not unzip uploaded file. Please check your file, then try to upload again.");
    }
  }

  private JsonNode get(ApiCall call) {
    FunctionName name = name(call);
    FunctionVersion version = functions.version(call.region(), name);
    LambdaFunction function = functions.get(call.region(), name.name());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("Configuration", FunctionView.full(version, name.arn(call.region())));
    answer
        .putObject("Code")
        .put("RepositoryType", "S3")
        .put("Location", version.configuration().code().root().toUri().toString());
    synchronized (function) {
      if (!function.tags().isEmpty()) {
        ObjectNode tags = answer.putObject("Tags");
        function.tags().forEach(tags::put);
      }
    }
    function
        .limit()
        .reserved()
        .ifPresent(
            number -> answer.putObject("Concurrency").put("ReservedConcurrentExecutions", number));
    return answer;
  }

  private JsonNode configuration(ApiCall call) {
    FunctionName name = name(call);
    return FunctionView.full(functions.version(call.region(), name), name.arn(call.region()));
  }

  private JsonNode list(ApiCall call) {
    boolean all = call.input().path("FunctionVersion").asText().equals("ALL");
    List<FunctionVersion> versions =
        functions.in(call.region()).stream()
            .flatMap(f -> all ? f.versions().stream() : java.util.stream.Stream.of(f.latest()))
            .toList();
    return Page.of(
        call.input(),
        "Functions",
        versions,
        version ->
            FunctionView.listed(
                version,
                all ? version.configuration().versionArn() : version.configuration().arn()));
  }

  private JsonNode updateCode(ApiCall call) {
    LambdaFunction function = changeable(call);
    FunctionPackage code = code(call.input());
    ObjectNode settings = function.latest().configuration().settings().deepCopy();
    if (call.input().hasNonNull("Architectures")) {
      settings.set("Architectures", call.input().get("Architectures"));
    }
    if (call.input().path("DryRun").asBoolean()) {
      return FunctionView.full(function.latest());
    }
    FunctionVersion changed = function.update(old -> old.with(code).with(settings));
    if (call.input().path("Publish").asBoolean()) {
      changed = function.publish(Optional.empty(), Status.PENDING);
    }
    functions.finishSoon(function);
    return FunctionView.full(changed);
  }

  private JsonNode updateConfiguration(ApiCall call) {
    LambdaFunction function = changeable(call);
    ObjectNode settings =
        FunctionInput.updated(call.input(), function.latest().configuration().settings());
    FunctionVersion changed = function.update(old -> old.with(settings));
    functions.finishSoon(function);
    return FunctionView.full(changed);
  }

  private LambdaFunction changeable(ApiCall call) {
    LambdaFunction function = functions.get(call.region(), name(call).name());
    FunctionVersion latest = function.latest();
    if (latest.status() == Status.PENDING) {
      throw LambdaErrors.conflict(
          "The operation cannot be performed at this time. The function is currently in the"
              + " following state: Pending");
    }
    if (latest.status() == Status.UPDATING) {
      throw LambdaErrors.conflict(
          "The operation cannot be performed at this time. An update is in progress for resource: "
              + function.arn());
    }
    String revision = call.input().path("RevisionId").asText(latest.revisionId());
    if (!revision.equals(latest.revisionId())) {
      throw LambdaErrors.precondition("GetFunction/GetAlias");
    }
    return function;
  }

  private JsonNode delete(ApiCall call) {
    FunctionName name = name(call);
    String qualifier = name.qualifier().orElse("");
    if (qualifier.equals(FunctionConfiguration.LATEST)) {
      throw LambdaErrors.invalid(
          "$LATEST version cannot be deleted without deleting the function.");
    }
    if (!qualifier.isEmpty() && !qualifier.startsWith("$") && !qualifier.matches("[0-9]+")) {
      throw LambdaErrors.invalid("Deletion of aliases is not currently supported.");
    }
    LambdaFunction function = functions.get(call.region(), name.name());
    if (qualifier.matches("[0-9]{1,9}")) {
      function.delete(qualifier);
    } else {
      functions.delete(call.region(), name.name());
    }
    return JsonNodeFactory.instance.objectNode().put("StatusCode", NO_CONTENT);
  }
}
