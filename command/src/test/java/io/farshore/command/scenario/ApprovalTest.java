package io.farshore.command.scenario;

import static io.farshore.command.drill.World.OHIO;
import static io.farshore.command.drill.World.STREAM;
import static io.farshore.command.drill.World.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.farshore.command.Typed;
import io.farshore.command.drill.Bus;
import io.farshore.command.drill.World;
import io.farshore.command.drill.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts that wait for a person, who answers by command. */
@Tag("drill")
class ApprovalTest {

  private static final String SWITCHOVER = "switchover-us-east-2-after-1";
  private static final String FAILOVER = "failover-us-east-2-after-1";

  private static final Map<String, String> ASKING =
      Map.of("AutomaticFailover", "true", "ApprovalRequired", "true", "ApprovalSeconds", "600");

  @Test
  @DisplayName("approval: starts wait for a person, who approves one and rejects others")
  void answers() {
    try (World world = World.start(ASKING)) {
      Writer writer = world.writer("orders-db", 400);
      writer.write(100, OHIO);
      assertThat(world.type("approve", STREAM, "--yes").exitCode()).isEqualTo(2);
      Typed asked = world.type("switchover", STREAM, "--yes", "--no-wait", "--reason", "a drill");
      assertThat(asked.exitCode()).as(asked.all()).isZero();
      awaitQuestion(world, SWITCHOVER::equals);
      statusTellsOfIt(world);

      world.lose(VIRGINIA);
      String automatic = awaitQuestion(world, name -> !name.equals(SWITCHOVER));
      JsonNode second = world.alarm(OHIO).output();
      assertThat(second.path("outcome").asText()).as(second.toString()).isEqualTo("Refused");
      assertThat(second.path("reason").asText()).isEqualTo("AskedAlready");
      assertThat(waiting(world)).containsExactlyInAnyOrder(SWITCHOVER, automatic);
      Typed which = world.type("reject", STREAM, "--by", "Ada");
      assertThat(which.exitCode()).as(which.all()).isEqualTo(2);
      assertThat(which.err()).contains("Several wait", SWITCHOVER);
      Typed reject =
          world.type(
              "reject",
              STREAM,
              "--execution",
              automatic,
              "--by",
              "Ada",
              "--reason",
              "it is back in a minute");
      assertThat(reject.exitCode()).as(reject.all()).isZero();
      assertThat(reject.flat())
          .containsPattern(
              "outcome +NotApproved after .*: rejected by Ada: it is back in a minute; nothing was"
                  + " changed");
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE");

      assertThat(world.type("failover", STREAM, "--yes", "--no-wait").exitCode()).isZero();
      awaitQuestion(world, FAILOVER::equals);
      Typed approve =
          world.type(
              "approve",
              STREAM,
              "--yes",
              "--execution",
              FAILOVER,
              "--by",
              "Bob",
              "--reason",
              "it is gone");
      assertThat(approve.exitCode()).as(approve.all()).isZero();
      assertThat(approve.flat())
          .contains("Approved execution failover-us-east-2-after-1 in us-east-2")
          .containsSubsequence("Fence", "OpenEpoch", "Verify")
          .containsPattern("outcome +Activated after .*: us-east-2 is active, in epoch 2")
          .contains("until it was approved");
      world.returns(VIRGINIA);

      rejectByToken(world);
      world.await(
          "the switchover to end",
          () -> world.type("history", STREAM).flat().contains("switchover us-east-1"));
      assertThat(world.type("history", STREAM).flat())
          .containsSubsequence(
              "failover us-east-1 -> us-east-2: Activated",
              "approved by Bob: it is gone, at ",
              "failover us-east-1 -> us-east-2: NotApproved (Rejected by Ada: it is back in a"
                  + " minute)",
              "alarm ",
              "switchover us-east-1 -> us-east-2: NotApproved (Rejected by ");
      assertThat(world.roles().denials()).isEmpty();
      world.judge();
    }
  }

  @Test
  @DisplayName("approval: without an answer in time a start ends, and then it is too late for one")
  void noAnswer() {
    try (World world = World.start(Map.of("ApprovalRequired", "true", "ApprovalSeconds", "10"))) {
      Writer writer = world.writer("orders-db", 300);
      writer.write(100, OHIO);
      Typed moved = world.type("switchover", STREAM, "--yes");
      assertThat(moved.exitCode()).as(moved.all()).isEqualTo(1);
      assertThat(moved.flat())
          .containsPattern(
              "outcome +NotApproved after 1\\d.* s: not approved, nobody answered within 10 s;"
                  + " nothing was changed");
      Typed late = world.type("approve", STREAM, "--yes");
      assertThat(late.exitCode()).isEqualTo(2);
      assertThat(late.err()).contains("Nothing waits for an approval");
      assertThat(world.type("history", STREAM).flat())
          .contains("switchover us-east-1 -> us-east-2: NotApproved (TimedOut)");
      assertThat(world.epochs(OHIO)).containsExactly("1 us-east-1 ACTIVE");
      world.judge();
    }
  }

  private static void statusTellsOfIt(World world) {
    Typed status = world.type("status", STREAM);
    assertThat(status.flat())
        .containsPattern(
            "APPROVAL +switchover to us-east-2 is asked for, by \\S+, \"a drill\"; without an"
                + " answer it ends in [^;]+; execution switchover-us-east-2-after-1")
        .contains("./farshore approve orders --execution switchover-us-east-2-after-1")
        .contains("./farshore reject orders --execution switchover-us-east-2-after-1");
    JsonNode running = world.type("status", STREAM, "--json").json().at("/running/0");
    assertThat(running.at("/approval/until").asText()).startsWith("20");
  }

  /** Of the switchover, which asked first; a second time the token is no good. */
  private static void rejectByToken(World world) {
    String token = new Bus(world).questions(OHIO).get(0).path("taskToken").asText();
    Typed byToken = world.type("reject", STREAM, "--token", token);
    assertThat(byToken.exitCode()).as(byToken.all()).isZero();
    assertThat(byToken.out()).contains("Rejected in us-east-2", "./farshore watch orders");
    Typed again = world.type("approve", STREAM, "--yes", "--token", token);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("does not wait any more");
  }

  /** Waits until an execution asks whose name is meant. */
  private static String awaitQuestion(World world, Predicate<String> meant) {
    AtomicReference<String> asking = new AtomicReference<>();
    world.await(
        "an approval to be asked for",
        () -> {
          waiting(world).stream().filter(meant).findFirst().ifPresent(asking::set);
          return asking.get() != null;
        });
    return asking.get();
  }

  private static List<String> waiting(World world) {
    List<String> names = new ArrayList<>();
    for (JsonNode running : world.type("status", STREAM, "--json").json().path("running")) {
      if (running.has("approval")) {
        names.add(running.path("execution").asText());
      }
    }
    return names;
  }
}
