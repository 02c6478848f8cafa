/** What Farshore expects of EventBridge. */
package io.farshore.conformance.events;
