package io.farshore.lab.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of an AWS API, decoded from whatever protocol it came in.
 *
 * @param caller who calls, and from where
 * @param region the Region addressed; for global services {@code us-east-1}
 * @param service the service's SigV4 signing name: {@code kinesis}, {@code dynamodb}, {@code
 *     states}, {@code lambda}, {@code monitoring}, {@code events}, {@code route53}, {@code sns}...
 * @param operation the operation of the service's model, such as {@code PutRecords}
 * @param input the members as the model names them; blobs are {@code BinaryNode}s or, from JSON,
 *     base64 text ({@code JsonNode.binaryValue()} reads both); timestamps are numbers of epoch
 *     seconds, or ISO-8601 text
 * @param requestId the id that the answer will carry
 */
public record ApiCall(
    Caller caller,
    String region,
    String service,
    String operation,
    ObjectNode input,
    String requestId) {}
