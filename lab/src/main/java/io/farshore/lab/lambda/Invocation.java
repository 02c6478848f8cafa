package io.farshore.lab.lambda;

/**
 * One request to a function.
 *
 * @param requestId of the request
 * @param invokedArn the ARN that was invoked
 * @param event in bytes of JSON
 * @param tail whether the end of the log is wanted
 */
record Invocation(String requestId, String invokedArn, byte[] event, boolean tail) {}
