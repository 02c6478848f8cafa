/** The owner of epochs without one: {@link io.farshore.functions.watch.FencingWatch}. */
package io.farshore.functions.watch;
