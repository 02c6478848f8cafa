package io.farshore.command.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farshore.command.drill.DrillSettings.Fault;
import io.farshore.command.drill.DrillSettings.Mode;
import io.farshore.command.drill.DrillSettings.Trigger;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One drill of a region loss, for those who want its figures only.
 *
 * @param byHand whether a person starts the state machine at the loss, or the alarm does
 * @param shards open shards in each Region, 1 to 64
 * @param roundTrip between the Regions
 * @param lossAt seconds of the change log until the loss
 * @param rate changes a second
 * @param seed of all that is random
 */
public record RegionLoss(
    boolean byHand, int shards, Duration roundTrip, double lossAt, double rate, long seed) {

  /** The change log goes on for so long past the loss. */
  private static final double SECONDS_AFTER = 6;

  private static final Duration LATE_REQUEST_WINDOW = Duration.ofSeconds(5);

  /**
   * The drill's figures.
   *
   * @param held whether every guarantee held
   * @param figures as in the drill's JSON
   */
  public record Outcome(boolean held, JsonNode figures) {}

  /**
   * Runs it, in a lab of its own.
   *
   * @param home the folder of the templates and the functions' jar
   */
  public Outcome play(Path home) {
    try {
      Path json = Files.createTempFile("farshore-loss-", ".json");
      try {
        PrintWriter nobody =
            new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        boolean held = new Drill(settings(json), LiveView.to(nobody, false), home).run();
        return new Outcome(held, new ObjectMapper().readTree(json.toFile()));
      } finally {
        Files.deleteIfExists(json);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DrillSettings settings(Path json) {
    return new DrillSettings(
        Optional.empty(),
        (int) Math.round(rate * (lossAt + SECONDS_AFTER)),
        seed,
        rate,
        shards,
        Fault.REGION_LOSS,
        new Moment.Seconds(lossAt),
        Mode.FAILOVER,
        byHand ? Trigger.MANUAL : Trigger.ALARM,
        roundTrip,
        Optional.of(json),
        Optional.empty(),
        false,
        0,
        LATE_REQUEST_WINDOW,
        Optional.empty());
  }
}
