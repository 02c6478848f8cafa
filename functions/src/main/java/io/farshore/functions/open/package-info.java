/** Steps 7 and 8: {@link io.farshore.functions.open.OpenEpoch}. */
package io.farshore.functions.open;
