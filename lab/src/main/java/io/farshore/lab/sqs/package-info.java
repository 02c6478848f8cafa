/** Queues: {@link io.farshore.lab.sqs.SqsService}. */
package io.farshore.lab.sqs;
