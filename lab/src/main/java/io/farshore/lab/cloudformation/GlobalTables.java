package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** Makes DynamoDB global tables; there is no API of AWS that makes one by one call. */
@FunctionalInterface
public interface GlobalTables {

  /**
   * Makes a table with a replica in each of its Regions.
   *
   * @param properties of {@code AWS::DynamoDB::GlobalTable}, evaluated
   */
  CompletableFuture<Void> create(ObjectNode properties);
}
