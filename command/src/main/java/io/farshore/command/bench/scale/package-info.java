/** {@code farshore bench scale}: what the control records cost as shards and epochs grow. */
package io.farshore.command.bench.scale;
