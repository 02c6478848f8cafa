/**
 * What a start was made with, whoever made it: {@link io.farshore.functions.trigger.StartEvents}.
 */
package io.farshore.functions.trigger;
