package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What is known of an execution when it starts. */
public record ExecutionIdentity(
    String executionArn,
    String name,
    String stateMachineArn,
    String stateMachineName,
    String roleArn,
    String region,
    Instant startedAt,
    JsonNode input) {}
