package io.farshore.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a scenario wants to be told of, to do something right then. Each cue is taken once. */
final class Cues {

  private final Map<String, Consumer<Actor>> waiting = new HashMap<>();

  /** Does something when it happens the next time. */
  void on(String cue, Consumer<Actor> act) {
    waiting.put(cue, act);
  }

  /** What has not happened by now is not waited for any more. */
  void forget() {
    waiting.clear();
  }

  /** It happens, and who did it does not matter. */
  void give(String cue) {
    give(cue, null);
  }

  /** It happens. */
  void give(String cue, Actor who) {
    if (!waiting.isEmpty()) {
      Consumer<Actor> act = waiting.remove(cue);
      if (act != null) {
        act.accept(who);
      }
    }
  }
}
