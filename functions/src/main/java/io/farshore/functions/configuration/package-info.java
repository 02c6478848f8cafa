/** What handlers read from their environment: {@link Configuration} is the way in. */
package io.farshore.functions.configuration;
