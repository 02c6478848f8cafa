package io.farshore.lab.stepfunctions.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One event of an execution's history.
 *
 * @param id from 1
 * @param previousEventId 0 for the first
 * @param type AWS's event type, such as {@code TaskStateEntered}
 * @param detailsName the member that holds the details, such as {@code stateEnteredEventDetails};
 *     empty for none
 */
public record HistoryEvent(
    long id,
    long previousEventId,
    Instant timestamp,
    String type,
    String detailsName,
    ObjectNode details) {}
