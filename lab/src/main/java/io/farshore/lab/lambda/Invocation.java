package io.farshore.lab.lambda;

/** One request to a function: its id, the ARN that was invoked, and the event. */
record Invocation(String requestId, String invokedArn, byte[] event) {}
