package io.farshore.lab.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.endpoint.RawResponse;

/** Errors of DynamoDB Local in the words that AWS has for them. */
final class Refusals {

  private static final String LOCAL_NOT_FOUND = "Cannot do operations on a non-existent table";
  private static final String NOT_FOUND = "Requested resource not found";

  private Refusals() {}

  /** The same error; where DynamoDB Local has words of its own, AWS's. */
  static RawResponse reworded(String operation, byte[] request, RawResponse answer) {
    ObjectNode body = Json.read(answer.body());
    String member = body.has("Message") ? "Message" : "message";
    if (!body.path(member).asText().equals(LOCAL_NOT_FOUND)) {
      return answer;
    }
    String table = TouchedItems.tableName(Json.read(request).path("TableName").asText());
    body.put(
        member,
        Descriptions.has(operation) ? NOT_FOUND + ": Table: " + table + " not found" : NOT_FOUND);
    return answer.with(Json.write(body));
  }
}
