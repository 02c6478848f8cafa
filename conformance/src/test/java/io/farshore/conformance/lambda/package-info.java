/** What Farshore expects of Lambda: functions, versions, invocations, event source mappings. */
package io.farshore.conformance.lambda;
