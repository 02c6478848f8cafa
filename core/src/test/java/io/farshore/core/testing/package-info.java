/** The ports of {@code core} in memory, with faults, on a virtual clock; for tests. */
package io.farshore.core.testing;
