/** Names and health checks: {@link io.farshore.lab.route53.Route53Service}. */
package io.farshore.lab.route53;
