package io.farshore.verifier.judge;

import io.farshore.verifier.evidence.Evidence;
import io.farshore.verifier.evidence.EvidenceUnreadable;
import io.farshore.verifier.evidence.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges a drill. Stateless; safe for use by many threads. */
public final class Verifier {
  private Verifier() {}

  /**
   * Judges every guarantee from {@code evidence}.
   *
   * @throws EvidenceUnreadable when the change log can't be what was committed
   */
  public static Verdict judge(Evidence evidence) {
    Case given = new Case(evidence);
    Optional<Walk> last = given.finallyActive().map(given.walks()::get);
    long committed = given.changes().count();
    return new Verdict(
        committed,
        last.map(walk -> committed - walk.firstArrivals().size()).orElse(committed),
        last.map(Walk::repeats).orElse(0L),
        given.walks().values().stream().mapToLong(walk -> walk.order().count()).sum(),
        exposure(given),
        given.finallyActive().orElse(null),
        List.of(
            StreamJudges.nothingLost(given),
            StreamJudges.orderByKey(given),
            new OneEpochAtATime(given).judge(),
            new WatermarkBehind(given).judge(),
            new CopiedBeforeAcknowledged(given).judge(),
            new LostRegionNotNeeded(given).judge(),
            new ItEnds(given).judge(),
            StreamJudges.bytesUnchanged(given),
            new CommonGround(given).judge()));
  }

  /** At the moment of the first loss, else when the epoch before was fenced off. */
  private static Exposure exposure(Case given) {
    Instant moment =
        given.run().faults().stream()
            .filter(fault -> fault.kind().equals(Fault.REGION_LOSS))
            .map(Fault::at)
            .findFirst()
            .orElse(given.run().times().fencedAt());
    if (moment == null) {
      return Exposure.NONE;
    }
    Optional<String> source =
        given.epochs().activated().stream()
            .filter(epoch -> !Case.activation(epoch).isAfter(moment))
            .map(EpochItem::activeRegion)
            .reduce((earlier, later) -> later);
    Optional<String> target =
        source.flatMap(
            from -> given.run().regions().stream().filter(to -> !to.equals(from)).findFirst());
    if (target.isEmpty() || !given.arrivals().keySet().contains(source.get())) {
      return Exposure.NONE;
    }
    return Exposure.at(
        moment,
        given.changes(),
        given.arrivals().get(source.get()),
        given.arrivals().get(target.get()));
  }
}
