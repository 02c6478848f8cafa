/**
 * Runs executions: {@link io.farshore.lab.stepfunctions.execution.ExecutionRun} is the way in. All
 * of it runs on one event loop, without a thread, a clock or chance of its own.
 */
package io.farshore.lab.stepfunctions.execution;
