/**
 * DynamoDB: {@link io.farshore.lab.dynamodb.DynamoDbService} is DynamoDB Local in each Region, and
 * copies global tables between them.
 */
package io.farshore.lab.dynamodb;
