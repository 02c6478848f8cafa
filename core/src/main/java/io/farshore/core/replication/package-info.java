/**
 * Copying X → Y, one batch of one shard: {@link io.farshore.core.replication.Replicator} is the way
 * in. Each rule of the protocol's section has a class of its name.
 */
package io.farshore.core.replication;
