/** JSONata as Step Functions has it: compiled once, with AWS's extra functions. */
package io.farshore.lab.stepfunctions.jsonata;
