/** Step 1: {@link io.farshore.functions.plan.PlanFailover}. */
package io.farshore.functions.plan;
