/** Executions of this Region's state machine, as functions start and watch them. */
package io.farshore.functions.execution;
