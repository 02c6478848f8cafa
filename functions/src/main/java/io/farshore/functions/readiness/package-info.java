/** Whether a failover to this Region would work: looked at before it is needed. */
package io.farshore.functions.readiness;
