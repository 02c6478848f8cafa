/** What Farshore expects of EventBridge Scheduler. */
package io.farshore.conformance.scheduler;
