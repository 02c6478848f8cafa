/** {@code farshore fault} and {@code farshore heal}: what goes wrong in a running lab, by will. */
package io.farshore.command.faults;
