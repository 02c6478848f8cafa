/**
 * Handlers that a measurement puts in the place of Farshore's: run in a function's class loader,
 * they see the JDK and the functions' jar, and nothing else of the command.
 */
package io.farshore.command.bench.handler;
