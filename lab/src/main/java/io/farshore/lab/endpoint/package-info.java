/**
 * The one endpoint of the lab: {@link io.farshore.lab.endpoint.AwsApi} routes calls to {@link
 * io.farshore.lab.endpoint.AwsService}s.
 */
package io.farshore.lab.endpoint;
