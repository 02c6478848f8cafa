/** EventBridge: {@link io.farshore.lab.events.EventBridgeService}. */
package io.farshore.lab.events;
