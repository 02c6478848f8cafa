/** The Lambda function that copies its own Region's stream to the peer's. */
package io.farshore.functions.replicator;
