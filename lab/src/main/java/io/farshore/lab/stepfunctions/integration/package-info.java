/** The services that a Task can call, in the shapes that Step Functions gives them. */
package io.farshore.lab.stepfunctions.integration;
