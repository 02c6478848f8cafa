package io.farshore.lab.lambda.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farshore.lab.lambda.InvocationResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A batch that is not tried any more, and what its destination is told of it: where the records
 * stood, never the records.
 *
 * @param batch what is given up
 * @param condition why, in Lambda's word
 * @param invocations how often it was tried
 * @param last how the last try ended; empty when there is nothing to say of one
 */
record GivenUp(Batch batch, Condition condition, int invocations, Optional<InvocationResult> last) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int OK = 200;
  private static final int TOO_LARGE = 413;

  /** Why a batch is given up. */
  enum Condition {
    /** The function has failed as often as it may. */
    RETRIES("RetryAttemptsExhausted"),
    /** The records are older than they may be. */
    AGE("RecordAgeExceeded"),
    /** One record is larger than an invocation may be. */
    SIZE("RetryAttemptsExhausted");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }

  /** The document for the destination. */
  String document(MappingConfiguration mapping, String shardId, String requestId, Instant now) {
    ObjectNode document = JSON.createObjectNode();
    ObjectNode request = document.putObject("requestContext");
    request.put("requestId", last.map(InvocationResult::requestId).orElse(requestId));
    request.put("functionArn", mapping.functionArn());
    request.put("condition", condition.text);
    request.put("approximateInvokeCount", invocations);
    if (condition != Condition.AGE) {
      ObjectNode response = document.putObject("responseContext");
      response.put("statusCode", condition == Condition.SIZE ? TOO_LARGE : OK);
      response.put(
          "executedVersion", last.map(InvocationResult::executedVersion).orElse("$LATEST"));
      response.put("functionError", last.flatMap(InvocationResult::functionError).orElse(null));
    }
    document.put("version", "1.0");
    document.put("timestamp", TIME.format(now));
    ObjectNode info = document.putObject("KinesisBatchInfo");
    info.put("shardId", shardId);
    info.put("startSequenceNumber", batch.first().sequenceNumber());
    info.put("endSequenceNumber", batch.last().sequenceNumber());
    info.put("approximateArrivalOfFirstRecord", TIME.format(batch.first().record().arrival()));
    info.put("approximateArrivalOfLastRecord", TIME.format(batch.last().record().arrival()));
    info.put("batchSize", batch.records().size());
    info.put("streamArn", mapping.eventSourceArn());
    return document.toString();
  }
}
