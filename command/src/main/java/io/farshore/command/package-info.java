/** The command line: {@link io.farshore.command.Farshore} is the way in. */
package io.farshore.command;
