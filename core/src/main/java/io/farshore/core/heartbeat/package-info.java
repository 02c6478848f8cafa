/** What Farshore itself puts into streams: {@link io.farshore.core.heartbeat.FarshoreRecords}. */
package io.farshore.core.heartbeat;
