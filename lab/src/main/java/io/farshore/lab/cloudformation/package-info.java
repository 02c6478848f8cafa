/**
 * Deploys CloudFormation and SAM templates to the lab: {@link
 * io.farshore.lab.cloudformation.CloudFormation} is the way in. What it does not know, it refuses.
 */
package io.farshore.lab.cloudformation;
