/**
 * AWS's service models as far as the lab needs them: operations, shapes and limits, read from
 * resources that {@code scripts/service-models.py} writes. {@link
 * io.farshore.lab.endpoint.model.ServiceModels} is the way in.
 */
package io.farshore.lab.endpoint.model;
