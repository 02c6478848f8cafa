/**
 * What handlers read from their environment: {@link
 * io.farshore.functions.configuration.FunctionSettings} declares all of it.
 */
package io.farshore.functions.configuration;
