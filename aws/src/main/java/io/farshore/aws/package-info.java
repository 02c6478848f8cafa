/**
 * The protocol's ports on AWS: DynamoDB tables and Kinesis streams. {@link
 * io.farshore.aws.AwsAdapters} is the entry point.
 */
package io.farshore.aws;
