/** {@code farshore up}: a lab with Farshore deployed in it, until it is told to end. */
package io.farshore.command.up;
