package io.farshore.lab.stepfunctions;

/**
 * That an execution is one of a map run.
 *
 * @param items how many items it works on
 */
record MapRunMember(String mapRunArn, String label, int items) {}
