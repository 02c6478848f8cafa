/**
 * The evidence of a drill as data: what was committed, what is in the streams and tables, how the
 * executions went. Start at {@link io.farshore.verifier.evidence.EvidenceFolder}.
 */
package io.farshore.verifier.evidence;
