package io.farshore.functions.handler;

import java.util.Map;
import java.util.function.Supplier;

/** The environment that Lambda gives a function: read where a handler is composed. */
public final class LambdaEnvironment {

  private LambdaEnvironment() {}

  /** Its variables. */
  public static Map<String, String> variables() {
    Supplier<Map<String, String>> environment = System::getenv;
    return environment.get();
  }
}
