/** What functions log: {@link io.farshore.lab.logs.LogsService}. */
package io.farshore.lab.logs;
