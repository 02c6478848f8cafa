package io.farshore.simulator;

import io.farshore.core.stream.OutgoingRecord;
import io.farshore.core.stream.Region;
import java.util.ArrayList;
import java.util.List;

/** For scenarios: a request that is applied once more right behind a marker. */
final class LateRequest {

  private final World world;
  private final List<Runnable> behindMarker = new ArrayList<>();
  private String wanted = "";

  LateRequest(World world) {
    this.world = world;
  }

  void repeatNext(String producer, Region region) {
    wanted = producer + region;
  }

  /** A request leaves. */
  void sent(Actor caller, Region region, List<OutgoingRecord> puts) {
    if (wanted.isEmpty() || !wanted.equals(caller.name() + region)) {
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

  /** A marker is in the stream. */
  void marked() {
    List<Runnable> late = List.copyOf(behindMarker);
    behindMarker.clear();
    late.forEach(request -> world.time().after(1_000_000L, request));
  }
}
