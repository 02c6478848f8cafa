/**
 * Writing with order by key (guarantee B): {@link io.farshore.core.write.KeyOrderedWriter} is the
 * way in, for replicators and producers alike.
 */
package io.farshore.core.write;
