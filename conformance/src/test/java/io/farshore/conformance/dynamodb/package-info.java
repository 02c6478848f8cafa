/** What Farshore expects of DynamoDB. */
package io.farshore.conformance.dynamodb;
