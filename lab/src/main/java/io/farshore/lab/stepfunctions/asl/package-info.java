/**
 * State machine definitions in the Amazon States Language with JSONata: {@link
 * io.farshore.lab.stepfunctions.asl.DefinitionParser} is the way in.
 */
package io.farshore.lab.stepfunctions.asl;
