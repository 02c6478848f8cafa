/**
 * Step Functions: {@link io.farshore.lab.stepfunctions.StatesService} is the way in; the
 * interpreter is in {@code asl}, {@code jsonata}, {@code execution} and {@code integration}.
 */
package io.farshore.lab.stepfunctions;
