/** What Farshore expects of SNS. */
package io.farshore.conformance.sns;
