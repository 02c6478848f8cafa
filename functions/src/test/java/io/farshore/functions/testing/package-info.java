/** A stack whose ports are in memory, for the tests of the steps. */
package io.farshore.functions.testing;
