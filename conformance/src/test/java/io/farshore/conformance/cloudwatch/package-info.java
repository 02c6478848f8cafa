/** What Farshore expects of CloudWatch. */
package io.farshore.conformance.cloudwatch;
