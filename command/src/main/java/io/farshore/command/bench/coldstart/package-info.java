/** {@code farshore bench coldstart}: how long a function takes that nobody has called before. */
package io.farshore.command.bench.coldstart;
