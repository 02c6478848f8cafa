package io.farshore.command.bench.coldstart;

import io.farshore.command.CommandFailed;
import io.farshore.command.Farshore;
import io.farshore.command.Surroundings;
import io.farshore.command.UnusableInput;
import io.farshore.command.bench.coldstart.Way.Flags;
import io.farshore.command.bench.coldstart.Way.Snapshot;
import io.farshore.command.bench.coldstart.Way.Work;
import io.farshore.command.bench.results.KeepOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farshore bench coldstart}: how long the first answer of a function takes. */
@Command(
    name = "coldstart",
    description = {
      "Measures how long the first answer of a function takes.",
      "Starts the deployed jar in fresh JVMs as Lambda does, against the lab: with Lambda's flags,"
          + " with an archive of classes, and from a snapshot with and without a rehearsal."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
public final class ColdStartCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "how many of each way",
      defaultValue = "5")
  private int starts;

  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description = "a JDK to start with, again for another; default: the one that runs this",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private List<Path> javaHomes = List.of();

  @Mixin private KeepOption kept;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (starts < 1) {
      throw new UnusableInput("--starts is 1 or more");
    }
    Path home = Surroundings.home();
    Path jar = home.resolve("functions/target/farshore-functions.jar");
    ColdStartSection section = new ColdStartSection(Files.size(jar));
    try (ColdLab lab = ColdLab.start(home, Clock.systemUTC())) {
      for (Path javaHome : homes()) {
        Path archive = Files.createTempDirectory("farshore-archive-").resolve("classes.jsa");
        FunctionProcess process =
            new FunctionProcess(jar, archive, lab.environment(), System::nanoTime);
        measure(lab, process, javaHome, section);
        Files.deleteIfExists(archive);
        Files.delete(archive.getParent());
      }
      if (!lab.holdsAll()) {
        throw new CommandFailed("A record that a function reported as copied is not there");
      }
    }
    kept.keep(home, section::section);
    return Farshore.OK;
  }

  private List<Path> homes() {
    for (Path home : javaHomes) {
      if (!Files.isExecutable(home.resolve("bin/java"))) {
        throw new UnusableInput("--jdk " + home + " has no bin/java");
      }
    }
    return javaHomes.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : javaHomes;
  }

  private void measure(
      ColdLab lab, FunctionProcess process, Path javaHome, ColdStartSection section)
      throws IOException, InterruptedException {
    for (Way way : ways(javaHome)) {
      if (way.flags() == Flags.ARCHIVE) {
        process.archive(way, lab.event(way.work()), lab.event(way.work()));
      }
      List<Start> of = new ArrayList<>();
      for (int i = 0; i < starts; i++) {
        of.add(process.start(way, lab.event(way.work()), lab.event(way.work())));
      }
      section.add(way, of);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          way.snapshot().map(how -> "snapshot, rehearsed: ").orElse("")
              + String.join("  ", ColdStartSection.row(way, of)));
      out.flush();
    }
  }

  private static List<Way> ways(Path javaHome) {
    List<Way> ways = new ArrayList<>();
    for (Work work : Work.values()) {
      for (Flags flags : Flags.values()) {
        ways.add(new Way(work, javaHome, flags, Optional.empty()));
      }
    }
    for (Work work : List.of(Work.COPY, Work.LOOK)) {
      for (Snapshot how : Snapshot.values()) {
        ways.add(new Way(work, javaHome, Flags.PLAIN, Optional.of(how)));
      }
    }
    return ways;
  }
}
