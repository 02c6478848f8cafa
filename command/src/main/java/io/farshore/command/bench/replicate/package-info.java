/**
 * {@code farshore bench replicate}: the deployed replicator behind the lab's event source mapping,
 * beside one that writes record by record.
 */
package io.farshore.command.bench.replicate;
