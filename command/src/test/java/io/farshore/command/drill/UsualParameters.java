package io.farshore.command.drill;

import java.util.HashMap;
import java.util.Map;

/** What scenarios make shorter than it is on AWS. */
final class UsualParameters {

  private UsualParameters() {}

  /** The given parameters, and the usual ones beside them. */
  static Map<String, String> with(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>();
    all.put("ShardCount", "2");
    all.put("LateRequestWindowSeconds", "2");
    all.put("VerifySeconds", "20");
    all.putAll(parameters);
    return all;
  }
}
