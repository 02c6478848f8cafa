package io.farshore.lab.stepfunctions.asl;

import java.util.List;

/** Where a state goes on after an error that no retrier takes (any more). */
public record Catcher(List<String> errorEquals, String next, State.Outcome outcome) {}
