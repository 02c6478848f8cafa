package io.farshore.simulator;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.Region;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** For scenarios: a request that is applied once more right behind a marker. */
final class LateRequest {

  private final World world;
  private final List<Runnable> behindMarker = new ArrayList<>();
  private String wanted = "";
  private String holding = "";

  LateRequest(World world) {
    this.world = world;
  }

  /** The next one of a producer to a Region whose records hold a text. */
  void repeatNext(String producer, String text, Region region) {
    wanted = producer + region;
    holding = text;
  }

  /** A request leaves. */
  void sent(Actor caller, Region region, List<OutgoingRecord> puts) {
    if (wanted.isEmpty()
        || !wanted.equals(caller.name() + region)
        || puts.stream().noneMatch(this::holds)) {
      return;
    }
    wanted = "";
    long until = world.time().nanos() + world.setting().lateWindow().toNanos();
    behindMarker.add(
        () -> {
          if (world.time().nanos() <= until) {
            world.note(caller.name(), () -> "its request from before is applied now");
            puts.forEach(put -> world.stream(region).append(put, caller, 0, true));
          }
        });
  }

  private boolean holds(OutgoingRecord put) {
    return StandardCharsets.UTF_8.decode(put.data().duplicate()).toString().contains(holding);
  }

  /** A marker is in the stream. */
  void marked() {
    List<Runnable> late = List.copyOf(behindMarker);
    behindMarker.clear();
    late.forEach(request -> world.time().after(1_000_000L, request));
  }
}
