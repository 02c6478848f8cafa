/**
 * A block of ARC Region switch plans: {@link io.farshore.functions.arc.RegionSwitchAction}. {@code
 * docs/adr/0011-a-block-for-arc-region-switch.md} says why it is as it is.
 */
package io.farshore.functions.arc;
