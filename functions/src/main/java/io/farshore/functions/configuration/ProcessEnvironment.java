package io.farshore.functions.configuration;

import java.util.Map;
import java.util.function.Supplier;

/** The environment of this process: what a handler's no-argument constructor starts from. */
public final class ProcessEnvironment {

  private static final Supplier<Map<String, String>> VARIABLES = System::getenv;

  private ProcessEnvironment() {}

  /** All variables. */
  public static Map<String, String> variables() {
    return VARIABLES.get();
  }
}
