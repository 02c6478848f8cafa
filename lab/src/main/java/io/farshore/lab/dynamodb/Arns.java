package io.farshore.lab.dynamodb;

import io.farshore.lab.endpoint.Account;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * ARNs of tables and streams: DynamoDB Local has no Region and no account. Only the operations that
 * speak of tables, never those that carry items.
 */
final class Arns {

  private static final String STORE = "arn:aws:dynamodb:ddblocal:000000000000:";
  private static final String NO_REGION = "\"awsRegion\":\"ddblocal\"";
  private static final Set<String> OF_TABLES =
      Set.of(
          "CreateTable",
          "DescribeTable",
          "UpdateTable",
          "DeleteTable",
          "DescribeTimeToLive",
          "UpdateTimeToLive");

  private final String own;
  private final String region;

  Arns(String region) {
    this.region = region;
    this.own = "arn:aws:dynamodb:" + region + ":" + Account.ID + ":";
  }

  /** A table's. */
  String table(String name) {
    return own + "table/" + name;
  }

  /** A key's: by its ARN or id, or, where that is empty, the one that AWS keeps for DynamoDB. */
  String key(String named) {
    if (named.startsWith("arn:")) {
      return named;
    }
    UUID usual = UUID.nameUUIDFromBytes(own.getBytes(StandardCharsets.UTF_8));
    String id = named.isEmpty() || named.startsWith("alias/") ? usual.toString() : named;
    return "arn:aws:kms:" + region + ":" + Account.ID + ":key/" + id;
  }

  /** A request as DynamoDB Local takes it. */
  byte[] toStore(String operation, byte[] body) {
    return speaksOfTables(operation) ? replace(body, own, STORE) : body;
  }

  /** An answer as AWS gives it. */
  byte[] fromStore(String operation, byte[] body) {
    if (operation.equals("GetRecords")) {
      byte[] located = replace(body, NO_REGION, "\"awsRegion\":\"" + region + "\"");
      return replace(located, STORE, own);
    }
    return speaksOfTables(operation) ? replace(body, STORE, own) : body;
  }

  private static boolean speaksOfTables(String operation) {
    return OF_TABLES.contains(operation) || LocalDynamoDb.OF_STREAMS.contains(operation);
  }

  private static byte[] replace(byte[] body, String from, String to) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.contains(from) ? text.replace(from, to).getBytes(StandardCharsets.UTF_8) : body;
  }
}
