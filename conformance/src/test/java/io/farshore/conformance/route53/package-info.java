/** What Farshore expects of Route 53. */
package io.farshore.conformance.route53;
