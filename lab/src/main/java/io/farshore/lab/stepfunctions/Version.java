package io.farshore.lab.stepfunctions;

import java.time.Instant;

/**
 * A published revision.
 *
 * @param arn the machine's with {@code :number}
 * @param description empty for none
 */
record Version(String arn, int number, Revision revision, String description, Instant createdAt) {}
