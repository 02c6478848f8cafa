/**
 * Lambda: {@link io.farshore.lab.lambda.LambdaService} answers its API and runs Java handlers, out
 * of uploads or of local jars; {@link io.farshore.lab.lambda.mapping} feeds them from Kinesis.
 *
 * <p>Other than on AWS: all functions run in the lab's JVM, so that {@code System.exit} ends the
 * lab, {@code System.out} is not a function's log, and {@code System.getenv} is the lab's. A
 * handler with a public constructor that takes a {@code Map<String, String>} gets its environment
 * by it. Memory is reported, not limited. Retries of asynchronous invocations come after a second,
 * and mappings are as fast as their pace. Layers, container images, VPCs, file systems, function
 * URLs, provisioned concurrency, tumbling windows, and sources of events other than Kinesis are
 * refused.
 */
package io.farshore.lab.lambda;
