/**
 * The commands that operate a deployment, on AWS or in the lab: {@link
 * io.farshore.command.operate.StatusCommand} looks, {@link
 * io.farshore.command.operate.FailoverCommand} and its like start the state machine and follow it.
 */
package io.farshore.command.operate;
