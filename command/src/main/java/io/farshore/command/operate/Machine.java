package io.farshore.command.operate;

import java.util.List;
import java.util.Optional;

/**
 * What a Region's state machine does.
 *
 * @param arn of the state machine
 * @param automatic whether alarms start it; empty where that is not known
 * @param running its executions that have not ended, oldest first
 * @param failed its last executions that ended and left no item in the history
 */
record Machine(
    String arn, Optional<Boolean> automatic, List<Running> running, List<Past> unreported) {

  /**
   * An execution under way.
   *
   * @param run the execution
   * @param at the state that it is in; empty before the first
   * @param approval that it waits for; empty when it waits for none
   */
  record Running(Run run, Optional<Visit> at, Optional<Approval> approval) {}
}
