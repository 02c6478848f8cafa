/** Time and turns: {@link io.farshore.core.time.EventLoop} is the way in. */
package io.farshore.core.time;
