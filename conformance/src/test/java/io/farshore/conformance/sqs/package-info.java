/** What Farshore expects of SQS. */
package io.farshore.conformance.sqs;
