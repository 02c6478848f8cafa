/**
 * Lambda: {@link io.farshore.lab.lambda.LambdaService} answers its API and runs handlers out of
 * their jars; {@link io.farshore.lab.lambda.mapping} feeds them from streams.
 */
package io.farshore.lab.lambda;
