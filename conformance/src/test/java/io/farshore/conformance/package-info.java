/**
 * What Farshore expects of AWS, asked with the stock SDK. The same tests run against the lab and,
 * with {@code -Dfarshore.conformance=aws}, against AWS; nothing in here knows the lab's classes but
 * {@link io.farshore.conformance.Aws}.
 */
package io.farshore.conformance;
