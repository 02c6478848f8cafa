/** Starts that AWS may ask for several times: {@link io.farshore.functions.start.StartOnce}. */
package io.farshore.functions.start;
