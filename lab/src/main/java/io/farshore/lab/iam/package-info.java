/**
 * What the roles of deployed functions and state machines allow them to call, as their policies
 * say.
 */
package io.farshore.lab.iam;
