package io.farshore.lab.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes DynamoDB global tables; there is no API of AWS that makes one by one call. */
@FunctionalInterface
public interface GlobalTables {

  /**
   * Makes a table with a replica in each Region.
   *
   * @param table the input of CreateTable
   * @param regions of the replicas
   */
  CompletableFuture<Void> create(ObjectNode table, List<String> regions);
}
