/** What CloudFormation makes in a lab. */
package io.farshore.conformance.cloudformation;
