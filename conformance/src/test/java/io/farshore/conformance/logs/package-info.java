/** What Farshore expects of CloudWatch Logs. */
package io.farshore.conformance.logs;
