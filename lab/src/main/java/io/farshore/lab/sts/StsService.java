package io.farshore.lab.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.Account;
import io.farshore.lab.endpoint.ApiCall;
import io.farshore.lab.endpoint.AwsError;
import io.farshore.lab.endpoint.AwsService;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Says who a caller is. There are no roles to take and no sessions: the lab takes any access key,
 * and one that it has not made itself is a user of that name. Thread-safe.
 */
public final class StsService implements AwsService {

  private static final int ID_LENGTH = 17;

  @Override
  public String signingName() {
    return "sts";
  }

  @Override
  public CompletableFuture<JsonNode> call(ApiCall call) {
    return switch (call.operation()) {
      case "GetCallerIdentity" -> CompletableFuture.completedFuture(identity(call));
      case "GetAccessKeyInfo" ->
          CompletableFuture.completedFuture(
              JsonNodeFactory.instance.objectNode().put("Account", Account.ID));
      default ->
          CompletableFuture.failedFuture(
              new AwsError(
                  "UnknownOperationException",
                  400,
                  "The lab has no operation "
                      + call.operation()
                      + " of STS: it takes any access key, and needs no session"));
    };
  }

  private static ObjectNode identity(ApiCall call) {
    String principal = call.caller().principal();
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    if (principal.startsWith("arn:")) {
      String name = principal.substring(principal.lastIndexOf(':') + 1);
      identity.put("UserId", uniqueId("AROA", principal) + ":" + name);
      identity.put("Arn", "arn:aws:sts::" + Account.ID + ":assumed-role/" + name + "/" + name);
    } else {
      identity.put("UserId", uniqueId("AIDA", principal));
      identity.put("Arn", "arn:aws:iam::" + Account.ID + ":user/" + principal);
    }
    return identity.put("Account", Account.ID);
  }

  /** In the form of IAM's ids, and always the same for one name. */
  private static String uniqueId(String kind, String name) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    String digits = id.toString().replace("-", "").toUpperCase(Locale.ROOT);
    return kind + digits.substring(0, ID_LENGTH);
  }
}
