/** The one rule of writing: {@link io.farshore.core.lease.Leases} is the way in. */
package io.farshore.core.lease;
