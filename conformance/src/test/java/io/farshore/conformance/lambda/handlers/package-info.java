/** Handlers that the tests upload: each is the whole code of a function. */
package io.farshore.conformance.lambda.handlers;
