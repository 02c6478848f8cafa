package io.farshore.lab.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.farshore.lab.lambda.mapping.SavedPositions.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePositionsTest {

  private static final Place PLACE = new Place("function:live", "stream", "shardId-000000000000");
  private static final Place OTHER = new Place("function:live", "another", "shardId-000000000000");

  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    timers.shutdownNow();
  }

  @Test
  @DisplayName("positions are there after a restart, and after a crash a moment later")
  void kept() {
    Path deep = folder.resolve("lambda");
    FilePositions positions = new FilePositions(deep, timers);
    positions.save(PLACE, "1");
    positions.save(PLACE, "2");

    await().until(() -> Files.exists(deep.resolve("positions.json")));
    assertThat(new FilePositions(deep, timers).find(PLACE)).contains("2");
    positions.save(PLACE, "3");
    positions.close();
    assertThat(new FilePositions(deep, timers).find(PLACE)).contains("3");
  }

  @Test
  @DisplayName("a deleted mapping leaves nothing behind, and no other loses anything")
  void forgotten() {
    FilePositions positions = new FilePositions(folder, timers);
    positions.save(PLACE, "1");
    positions.save(OTHER, "2");

    positions.forget(PLACE.functionArn(), PLACE.eventSourceArn());
    positions.close();

    FilePositions later = new FilePositions(folder, timers);
    assertThat(later.find(PLACE)).isEmpty();
    assertThat(later.find(OTHER)).contains("2");
  }
}
