/** {@code farshore configuration}: the reference page of all settings. */
package io.farshore.command.configuration;
