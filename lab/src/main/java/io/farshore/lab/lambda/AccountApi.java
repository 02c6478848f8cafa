package io.farshore.lab.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import java.util.List;
import java.util.OptionalInt;

/** The operations on reserved concurrency and on what the account has and uses. */
final class AccountApi {

  private static final int CONCURRENCY = 1000;
  private static final int LEAST_UNRESERVED = 100;
  private static final long TOTAL_CODE = 80_530_636_800L;
  private static final long UNZIPPED_CODE = 262_144_000;
  private static final long ZIPPED_CODE = 52_428_800;
  private static final String RESERVED = "ReservedConcurrentExecutions";

  private final Functions functions;

  AccountApi(Functions functions) {
    this.functions = functions;
  }

  JsonNode call(ApiCall call) {
    return switch (call.operation()) {
      case "PutFunctionConcurrency" -> put(call);
      case "GetFunctionConcurrency" -> get(call);
      case "DeleteFunctionConcurrency" -> delete(call);
      case "GetAccountSettings" -> settings(call);
      default -> throw AwsError.unknownOperation(call);
    };
  }

  private JsonNode put(ApiCall call) {
    FunctionName name = FunctionApi.name(call);
    if (name.qualifier().isPresent()) {
      throw LambdaErrors.invalid(
          "This operation is permitted on Lambda functions only. Aliases and versions do not"
              + " support this operation. Please specify either a function name or an unqualified"
              + " function ARN.");
    }
    LambdaFunction function =
        functions
            .find(call.region(), name.name())
            .orElseThrow(() -> LambdaErrors.noFunction(name.qualifiedArn(call.region())));
    int wanted = call.input().path(RESERVED).asInt();
    int others = reserved(call.region()) - function.limit().reserved().orElse(0);
    if (wanted > 0 && CONCURRENCY - others - wanted < LEAST_UNRESERVED) {
      throw LambdaErrors.invalid(
          "Specified ReservedConcurrentExecutions for function decreases account's"
              + " UnreservedConcurrentExecution below its minimum value of ["
              + LEAST_UNRESERVED
              + "].");
    }
    function.limit().reserve(OptionalInt.of(wanted));
    return JsonNodeFactory.instance.objectNode().put(RESERVED, wanted);
  }

  private int reserved(String region) {
    return functions.in(region).stream()
        .mapToInt(function -> function.limit().reserved().orElse(0))
        .sum();
  }

  private JsonNode get(ApiCall call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    function(call).limit().reserved().ifPresent(number -> answer.put(RESERVED, number));
    return answer;
  }

  private JsonNode delete(ApiCall call) {
    function(call).limit().reserve(OptionalInt.empty());
    return JsonNodeFactory.instance.objectNode();
  }

  private LambdaFunction function(ApiCall call) {
    return functions.get(call.region(), FunctionApi.name(call).name());
  }

  private JsonNode settings(ApiCall call) {
    List<LambdaFunction> all = functions.in(call.region());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("AccountLimit")
        .put("TotalCodeSize", TOTAL_CODE)
        .put("CodeSizeUnzipped", UNZIPPED_CODE)
        .put("CodeSizeZipped", ZIPPED_CODE)
        .put("ConcurrentExecutions", CONCURRENCY)
        .put("UnreservedConcurrentExecutions", CONCURRENCY - reserved(call.region()));
    long size =
        all.stream()
            .flatMap(function -> function.versions().stream())
            .mapToLong(version -> version.configuration().code().size())
            .sum();
    answer.putObject("AccountUsage").put("TotalCodeSize", size).put("FunctionCount", all.size());
    return answer;
  }
}
