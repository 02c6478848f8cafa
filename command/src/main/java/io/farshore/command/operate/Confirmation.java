package io.farshore.command.operate;

import picocli.CommandLine.Option;

/** Whether a person is asked before producers are moved. */
final class Confirmation {

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  boolean isAsked() {
    return !yes;
  }
}
