package io.farshore.functions.arc;

/** The function's time is over, and the execution goes on: invoked again, it is found again. */
public final class SwitchUnderWay extends RuntimeException {

  SwitchUnderWay(String execution) {
    super("The execution " + execution + " goes on; invoked again, this goes on waiting for it");
  }
}
